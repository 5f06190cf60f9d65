import type { Mail } from './mail.js';

export const SPACES_MAILS = {} as const satisfies Record<string, Mail>;
