import { randomBytes } from 'node:crypto';
import { isLinkToken, linkToken, type SecretKeys } from './links.js';

const [older, newer] = [randomBytes(32), randomBytes(32)];
const ID = '0193bd1e-0000-7000-8000-000000000001';

describe('the token of a link', () => {
  it('opens the thing it was made for, whatever the case of its id, and nothing else', () => {
    const keys: SecretKeys = [newer];
    const token = linkToken(keys, 'order', ID);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(isLinkToken(keys, 'order', ID.toUpperCase(), token)).toBe(true);
    expect(isLinkToken(keys, 'promotion', ID, token)).toBe(false);
    expect(isLinkToken(keys, 'order', ID.replace(/1$/, '2'), token)).toBe(false);
    expect(isLinkToken([older], 'order', ID, token)).toBe(false);
  });

  it('stays good while its key is kept, and is lost with it', () => {
    const token = linkToken([older], 'order', ID);
    expect(isLinkToken([newer, older], 'order', ID, token)).toBe(true);
    expect(isLinkToken([newer], 'order', ID, token)).toBe(false);
  });

  it('is none when it is missing, cut or longer', () => {
    const token = linkToken([newer], 'order', ID);
    for (const wrong of [undefined, '', token.slice(1), `${token}A`, '髙橋']) expect(isLinkToken([newer], 'order', ID, wrong)).toBe(false);
  });
});
