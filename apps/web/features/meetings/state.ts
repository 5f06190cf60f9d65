import type { Tone } from '../../ui/Tags';
import type { MeetingItem } from './meetings.api';

/** How a meeting stands at an instant (ms): `running` between start and end. */
type MeetingState = MeetingItem['status'] | 'running';

export function stateOf({ status, startsAt, endsAt }: MeetingItem, now: number): MeetingState {
  if (status === 'cancelled' || status === 'done') return status;
  if (now >= Date.parse(endsAt)) return 'done';
  return now >= Date.parse(startsAt) ? 'running' : status;
}

export const STATE_TONES: Readonly<Record<MeetingState, Tone>> = { planned: 'plain', invited: 'ai', running: 'ok', done: 'plain', cancelled: 'bad' };
