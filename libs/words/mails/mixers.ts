import type { Mail } from './mail.js';

export const MIXERS_MAILS = {} as const satisfies Record<string, Mail>;
