import { letterOf, UnknownTemplate, type OutboxMail } from './letter.js';

const SIGN = (opens: string): string => `signed-${opens}`;

const MAIL: OutboxMail = {
  id: '0193bd1e-0000-7000-8000-000000000001',
  toAddress: 'hanako@mazeru.example',
  locale: 'ja',
  template: 'passwordChanged',
  params: { name: '髙橋 花子' },
  href: '/me/account',
  calendar: null,
  createdAt: new Date('2026-11-21T01:00:00Z'),
};

describe('a letter', () => {
  it('carries the token of what it opens in its link, made only now', () => {
    const { text, html } = letterOf({ ...MAIL, href: '/registrations/1', opens: 'order:1' }, 'https://mazeru.example', SIGN);
    expect(text).toContain('https://mazeru.example/registrations/1?token=signed-order:1');
    expect(html).toContain('href="https://mazeru.example/registrations/1?token=signed-order:1"');
  });

  it('bears the same Message-ID however often it is sent', () => {
    expect(letterOf(MAIL, 'https://mazeru.example', SIGN).messageId).toBe(`<${MAIL.id}@mazeru.example>`);
    expect(letterOf({ ...MAIL }, 'https://mazeru.example', SIGN).messageId).toBe(letterOf(MAIL, 'https://mazeru.example', SIGN).messageId);
  });

  it('says the same as text and as a page, in the language of whoever reads it', () => {
    const { text, html, subject } = letterOf(MAIL, 'https://mazeru.example', SIGN);
    expect(subject).toBe('パスワードを変更しました');
    for (const part of [text, html]) {
      expect(part).toContain('髙橋 花子 様');
      expect(part).toContain('https://mazeru.example/me/account');
      expect(part).not.toMatch(/[{}]\w+[:}]/);
    }
    expect(letterOf({ ...MAIL, locale: 'en' }, 'https://mazeru.example', SIGN).subject).toBe('Your password was changed');
  });

  it('keeps a name with signs of HTML or line breaks from changing the mail', () => {
    const { html, subject } = letterOf({ ...MAIL, params: { name: '<script>alert(1)</script>\r\nBcc: all@mazeru.example' } }, 'https://mazeru.example', SIGN);
    expect(html).not.toContain('<script>');
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('does not go out without words', () => {
    expect(() => letterOf({ ...MAIL, template: 'fromTheFuture' }, 'https://mazeru.example', SIGN)).toThrow(UnknownTemplate);
  });
});
