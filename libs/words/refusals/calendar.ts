import type { Sentence } from '../say.js';

export const CALENDAR_REFUSALS = {} as const satisfies Record<string, Sentence>;
