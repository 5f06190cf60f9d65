import { readFileSync } from 'node:fs';
import { columnText, differenceText } from './difference-words';

describe('what differs from the payment company', () => {
  it('is told in yen, Tokyo time and words, never as it stands in a column', () => {
    expect([columnText('amount_remaining_yen', 'ja'), differenceText('amount_remaining_yen', '1000', 'ja')]).toEqual(['残りの額', '1,000円']);
    expect([columnText('paid_at', 'en'), differenceText('paid_at', '2026-12-01T03:00:00.000Z', 'en')]).toEqual(['Paid at', expect.stringContaining('12:00')]);
    expect([differenceText('status', 'open', 'ja'), differenceText('status', 'paid', 'ja'), differenceText('paid_outside', 'true', 'ja')]).toEqual(['未払い', '支払い済み', 'はい']);
    expect(differenceText('next_attempt_at', null, 'ja')).toBeNull();
    expect(differenceText('number', 'open', 'ja')).toBe('open');
  });

  it('has a name in both languages for every column that is compared', () => {
    const tables = readFileSync('libs/payments/mirror.tables.ts', 'utf8');
    const columns = [...tables.matchAll(/\b([a-z][a-z0-9_]*): '(?:text|uuid|integer|boolean|timestamptz)'/g)].flatMap(([, name]) => name ?? []);
    expect(columns.length).toBeGreaterThan(60);
    expect(columns.filter((name) => !['id', 'created_at', 'url', 'hosted_url'].includes(name) && (!/[ぁ-ん一-龯ァ-ヶ]/.test(columnText(name, 'ja')) || columnText(name, 'en') === name))).toEqual([]);
  });
});
