import type { Sentence } from '../say.js';

export const SPACES_REFUSALS = {} as const satisfies Record<string, Sentence>;
