import { shareLinks } from './event-links';

describe('The links that tell of an event', () => {
  const links = shareLinks('つながる夜のJELLY', 'https://mazeru.example/events/0190');

  it('carry title and address, and nothing of whoever looks at it', () => {
    expect([...new URL(links.line).searchParams]).toEqual([['url', 'https://mazeru.example/events/0190']]);
    expect([...new URL(links.x).searchParams]).toEqual([['text', 'つながる夜のJELLY'], ['url', 'https://mazeru.example/events/0190']]);
    expect(decodeURIComponent(links.mail)).toBe('mailto:?subject=つながる夜のJELLY&body=つながる夜のJELLY\nhttps://mazeru.example/events/0190');
  });
});
