import { describe, expect, it } from '@jest/globals';
import { eventLinks } from './event-links';

const EVENT = { id: '0190', title: 'つながる夜のJELLY', startsAt: '2026-11-28T09:30:00.000Z', endsAt: '2026-11-28T11:30:00.000Z' };

describe('The links that tell of an event', () => {
  const links = eventLinks(EVENT, '北のつくえ盛岡', 'https://mazeru.example/events/0190');

  it('fill the form of the calendar with the time in UTC, and Tokyo as its zone', () => {
    const google = new URL(links.google);
    expect(google.searchParams.get('dates')).toBe('20261128T093000Z/20261128T113000Z');
    expect(google.searchParams.get('ctz')).toBe('Asia/Tokyo');
    expect(google.searchParams.get('location')).toBe('北のつくえ盛岡');
  });

  it('carry title and address, and nothing of whoever looks at it', () => {
    expect(new URL(links.line).searchParams.get('url')).toBe('https://mazeru.example/events/0190');
    expect(new URL(links.x).searchParams.get('text')).toBe('つながる夜のJELLY');
    expect(decodeURIComponent(links.mail)).toContain('https://mazeru.example/events/0190');
  });

  it('leave the calendar file to the server, which says when it changes', () => {
    expect(links.file).toBe('/api/v1/events/0190.ics');
  });
});
