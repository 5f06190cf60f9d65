import type { Sentence } from '../say.js';

export const DOCUMENTS_REFUSALS = {} as const satisfies Record<string, Sentence>;
