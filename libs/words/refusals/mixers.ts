import type { Sentence } from '../say.js';

export const MIXERS_REFUSALS = {} as const satisfies Record<string, Sentence>;
