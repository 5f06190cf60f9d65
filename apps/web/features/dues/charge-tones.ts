import type { Tone } from '../../ui/Tags';
import type { Charge } from './dues.api';

/** How loud each state of a charge is, to who pays it and to the treasurer. */
export const CHARGE_TONES: Readonly<Record<Charge['state'], Tone>> = {
  open: 'plain',
  charged: 'ai',
  retrying: 'warn',
  asking: 'bad',
  paid: 'ok',
  refunded: 'plain',
  waived: 'plain',
  void: 'plain',
  writtenOff: 'plain',
};
