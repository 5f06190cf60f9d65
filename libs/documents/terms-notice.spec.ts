import { day } from '#libs/kernel';
import { TERMS_ITEMS } from '#libs/words';
import { documentNumber } from './issue.js';
import { termsItems, termsNoticeContent, termsNotes, type TermsNoticeInput } from './terms-notice.js';

const INPUT: TermsNoticeInput = {
  number: documentNumber('termsNotice', '123', '2026-11-21'),
  version: 1,
  orderedOn: day('2026-11-21'),
  orderingParty: 'space',
  orderer: { name: '北のつくえ盛岡', address: '岩手県盛岡市大通1-1' },
  contractor: { name: '佐藤 花子' },
  service: {
    kind: 'reception',
    content: '受付とご案内',
    manualVersion: 3,
    startsAt: new Date('2026-11-28T10:00:00Z'),
    endsAt: new Date('2026-11-28T12:00:00Z'),
  },
  place: { name: '北のつくえ盛岡', address: '岩手県盛岡市大通1-1', resource: '1階ラウンジ' },
  rewardYen: 4_000,
  travelExpense: 'included',
  paymentDueOn: day('2026-12-25'),
  shiftVersion: 2,
  ruleSetVersion: 1,
  helpDesk: '相談窓口 help@mazeru.example',
};

describe('a terms notice', () => {
  it('carries its number, kind and year first', () => {
    expect(INPUT.number).toBe('TN-2026-000123');
    expect(documentNumber('termsNotice', 1_234_567, '2027-01-01')).toBe('TN-2027-1234567');
  });

  it('says all nine items the law asks for, none of them empty, in both languages', () => {
    for (const locale of ['ja', 'en'] as const) {
      const items = termsItems(termsNoticeContent(INPUT), locale);
      expect(items.map(({ item }) => item)).toEqual(TERMS_ITEMS);
      for (const { label, lines } of items) {
        expect(label).not.toBe('');
        expect(lines.join('')).not.toMatch(/^$|[{}]|undefined/);
      }
    }
  });

  it('names a concrete payment day, untied from report and inspection', () => {
    const items = termsItems(termsNoticeContent(INPUT), 'ja');
    expect(items.find(({ item }) => item === 'paymentDay')?.lines).toEqual(['2026年12月25日(金)']);
    expect(items.find(({ item }) => item === 'inspection')?.lines.join('')).toContain('変わりません');
  });

  it('says that it is contract work and where to turn', () => {
    const notes = termsNotes(termsNoticeContent(INPUT), 'ja').join('');
    expect(notes).toContain('業務委託です（雇用ではありません）');
    expect(notes).toContain('help@mazeru.example');
  });

  it('is refused when payment would come later than the law allows, the day of service counted', () => {
    const late = { ...INPUT, paymentDueOn: day('2027-01-27') };
    expect(() => termsNoticeContent(late)).toThrow(expect.objectContaining({ code: 'payment.tooLate' }));
    expect(termsNoticeContent({ ...INPUT, paymentDueOn: day('2027-01-26') }).paymentDueOn).toBe('2027-01-26');
  });

  it('counts a service that ends at midnight to the day that ends', () => {
    const untilMidnight = { ...INPUT.service, endsAt: new Date('2026-11-28T15:00:00Z') };
    expect(() => termsNoticeContent({ ...INPUT, service: untilMidnight, paymentDueOn: day('2027-01-27') })).toThrow();
  });
});
