import type { Sentence } from '../say.js';

export const SHIFTS_REFUSALS = {} as const satisfies Record<string, Sentence>;
