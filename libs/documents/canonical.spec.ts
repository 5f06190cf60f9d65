import { createHash } from 'node:crypto';
import { canonical, canonicalContent } from './canonical.js';

describe('the canonical form of a paper', () => {
  it('is the same however the facts were put together', () => {
    expect(canonical({ b: 1, a: { d: null, c: ['x', true] } })).toBe('{"a":{"c":["x",true],"d":null},"b":1}');
    expect(canonical({ a: { c: ['x', true], d: null }, b: 1 })).toBe('{"a":{"c":["x",true],"d":null},"b":1}');
  });

  it('orders names by UTF-16 units and escapes as RFC 8785 does', () => {
    expect(canonical({ '\u20ac': 'Euro', '\r': 'return', '1': 'one', '\u{1f600}': 'smile', 'ﬁ': '"\\\u0007' })).toBe(
      '{"\\r":"return","1":"one","€":"Euro","😀":"smile","ﬁ":"\\"\\\\\\u0007"}',
    );
  });

  it('refuses a fraction, for no two readers round alike', () => {
    expect(() => canonical({ yen: 0.5 })).toThrow(RangeError);
    expect(() => canonical({ yen: Number.NaN })).toThrow(RangeError);
  });

  it('is proved by the SHA-256 of its UTF-8 bytes', () => {
    const { text, sha256 } = canonicalContent({ name: '髙橋' });
    expect(sha256).toEqual(createHash('sha256').update(Buffer.from(text, 'utf8')).digest());
  });
});
