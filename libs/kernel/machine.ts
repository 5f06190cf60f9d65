import { Refusal } from './refusal.js';

/** A state machine as a table: for each state, the actions it allows and the state each leads to. */
export type Machine<S extends string, A extends string> = Readonly<Record<S, Readonly<Partial<Record<A, S>>>>>;

/** The state an action leads to. An action that the state does not allow is refused: `state.wrong` with `from` and `action`. */
export function step<S extends string, A extends string>(machine: Machine<S, A>, from: S, action: A): S {
  const to = machine[from][action];
  if (to === undefined) throw Refusal.conflict('state.wrong', { from, action });
  return to;
}

/** Whether a state allows an action. */
export function canStep<S extends string, A extends string>(machine: Machine<S, A>, from: S, action: A): boolean {
  return machine[from][action] !== undefined;
}
