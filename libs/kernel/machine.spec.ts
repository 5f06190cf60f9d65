import { canStep, step, type Machine } from './machine.js';

type State = 'draft' | 'open' | 'cancelled';
type Action = 'publish' | 'cancel';

const MACHINE: Machine<State, Action> = {
  draft: { publish: 'open', cancel: 'cancelled' },
  open: { cancel: 'cancelled' },
  cancelled: {},
};

describe('a state machine', () => {
  it('leads from state to state', () => {
    expect(step(MACHINE, 'draft', 'publish')).toBe('open');
    expect(step(MACHINE, 'open', 'cancel')).toBe('cancelled');
  });

  it('says beforehand what it allows', () => {
    expect(canStep(MACHINE, 'draft', 'publish')).toBe(true);
    expect(canStep(MACHINE, 'open', 'publish')).toBe(false);
    expect(canStep(MACHINE, 'cancelled', 'cancel')).toBe(false);
  });

  it('refuses what the state does not allow, naming both', () => {
    expect(() => step(MACHINE, 'cancelled', 'publish')).toThrow(
      expect.objectContaining({ code: 'state.wrong', status: 409, params: { from: 'cancelled', action: 'publish' } }),
    );
  });
});
