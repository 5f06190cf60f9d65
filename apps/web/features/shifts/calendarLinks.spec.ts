import { calendarLinks } from './calendarLinks';

const claim = {
  id: '01a2000a-d2e9-7001-bd4d-9d3476d50105',
  claimedAt: '2026-11-15T22:00:00.000Z',
  shift: {
    startsAt: '2026-11-21T22:00:00.000Z',
    endsAt: '2026-11-22T02:00:00.000Z',
    content: '受付マニュアルに沿って、来られた方の受付とご案内をお願いします。\n鍵; 予備, 棚の上。飲み物の補充と、次の方への引き継ぎを含みます。',
  },
  space: { name: '北のつくえ盛岡', city: '盛岡市' },
};

describe('a claim in one’s own calendar', () => {
  const { file, google } = calendarLinks(claim, '北のつくえ盛岡・受付', 'https://mazeru.example/me/shifts/1');
  const text = decodeURIComponent(file.slice(file.indexOf(',') + 1));

  it('carries the uid of the mails, so that it is there once', () => {
    expect(text).toContain(`UID:${claim.id}@mazeru\r\n`);
    expect(text).toContain('DTSTART:20261121T220000Z\r\nDTEND:20261122T020000Z\r\n');
  });

  it('keeps every line within 75 octets and loses no letter', () => {
    for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain('お願いします。\\n鍵\\; 予備\\, 棚の上。');
  });

  it('fills Google’s form in Tokyo time', () => {
    const query = new URL(google).searchParams;
    expect(query.get('dates')).toBe('20261121T220000Z/20261122T020000Z');
    expect(query.get('ctz')).toBe('Asia/Tokyo');
  });
});
