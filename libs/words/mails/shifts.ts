import type { Mail } from './mail.js';

export const SHIFTS_MAILS = {} as const satisfies Record<string, Mail>;
