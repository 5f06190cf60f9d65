import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed link opens. A new purpose is a new word: a link of one never opens another. */
export type LinkPurpose = 'order' | 'promotion';

/** The keys of an installation, newest first. */
export type SecretKeys = readonly [Buffer, ...Buffer[]];

const signature = (key: Buffer, purpose: LinkPurpose, id: string): Buffer => createHmac('sha256', key).update(`link:${purpose}:${id.toLowerCase()}`).digest();

/**
 * The token that opens a thing to whoever holds its link, without an account: signed with the newest key of the installation, stored nowhere.
 * It stays good as long as that key is kept.
 */
export const linkToken = ([newest]: SecretKeys, purpose: LinkPurpose, id: string): string => signature(newest, purpose, id).toString('base64url');

/** Whether a token opens this thing; signed with any key that is kept. */
export function isLinkToken(keys: SecretKeys, purpose: LinkPurpose, id: string, token: string | undefined): boolean {
  const given = Buffer.from(token ?? '', 'base64url');
  return keys.some((key) => {
    const right = signature(key, purpose, id);
    return given.length === right.length && timingSafeEqual(given, right);
  });
}
