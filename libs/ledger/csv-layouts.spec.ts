import { yen } from '#libs/kernel';
import type { LedgerAccountType, TaxCategory } from '#libs/words';
import { csvLines, LAYOUT_LIMITS, withinWidth } from './csv-layouts.js';
import type { AccountRow, TransferRow } from './ledger.queries.js';

const account = (type: LedgerAccountType, ownerId: string | null = null, ownerName: string | null = null): AccountRow => ({
  id: `${type}-${ownerId}`,
  type,
  ownerKind: ownerId ? 'person' : null,
  ownerId,
  ownerName,
});

const transfer = (from: AccountRow, to: AccountRow, { tax = null, causeId = 'c1', kind = 'payment' }: { tax?: TaxCategory | null; causeId?: string; kind?: string } = {}): TransferRow => ({
  id: 't',
  eventAt: new Date('2026-10-31T15:00:00Z'),
  createdAt: new Date('2026-11-01T00:00:00Z'),
  kind,
  line: '1',
  amountYen: yen(1_100),
  tax,
  from,
  to,
  causeKind: 'dues.paid',
  causeId,
  correctsKind: null,
  correctsId: null,
  actorKind: 'clock',
  actorName: null,
});

const who = account('receivable', 'aaaa-1111', '佐藤 花子');

describe('the layout of 弥生', () => {
  const line = (of: TransferRow) => csvLines('yayoi', [of], 'ja')[0] ?? [];

  it('has 25 columns and the Tokyo day, debit first', () => {
    const columns = line(transfer(who, account('stripe')));
    expect(columns).toHaveLength(25);
    expect(columns.slice(0, 5)).toEqual(['2000', '', '', '2026/11/01', '預け金']);
    expect(columns.slice(8, 12)).toEqual([1_100, '', '未収入金', '佐藤 花子']);
    expect(columns.slice(16)).toEqual(['組合費の入金 入金', '', '', '0', '', 'c1', '0', '0', 'no']);
    expect(LAYOUT_LIMITS.yayoi.encodings).toEqual(['sjis']);
  });

  it.each<[LedgerAccountType, TaxCategory | null, string]>([
    ['duesIncome', null, '対象外'],
    ['duesIncome', 'standard', '課税売上込10%'],
    ['courseIncome', null, '課税売上込10%'],
    ['courseIncome', 'exempt', '非課売上'],
    ['eventIncome', 'reduced', '課税売上込軽減8%'],
  ])('says of a sale to %s with %s: %s', (type, tax, said) => {
    expect(line(transfer(account(type), who, { tax }))[13]).toBe(said);
  });

  it('leaves the tax of a cost to the accountant until somebody says it', () => {
    expect(line(transfer(account('stripe'), account('fees')))[7]).toBe('');
    expect(line(transfer(account('payable', 'b', 'x'), account('shiftCost'), { tax: 'standard' }))[7]).toBe('課対仕入込10%');
  });

  it('cuts names to 24 half-width columns and the summary to 64, never through a character', () => {
    expect(withinWidth('あいう', 5)).toBe('あい');
    expect(withinWidth('ｶﾞｶﾞ', 3)).toBe('ｶﾞｶ');
    const long = account('receivable', 'c', 'とても長い名前の組合員ですので入りきりません');
    expect(line(transfer(long, account('bank')))[11]).toBe('とても長い名前の組合員で');
  });
});

describe('the layout of freee', () => {
  it.each<[LedgerAccountType, TaxCategory | null, string]>([
    ['duesIncome', null, '対象外'],
    ['courseIncome', null, '課税売上10%'],
    ['courseIncome', 'exempt', '非課売上'],
    ['eventIncome', 'reduced', '課税売上8%（軽）'],
  ])('says of a sale to %s with %s: %s', (type, tax, said) => {
    const [head = [], line = []] = csvLines('freee', [transfer(account(type), who, { tax })], 'ja');
    expect(line).toHaveLength(14);
    expect(line[head.indexOf('借方税区分')]).toBe('対象外');
    expect(line[head.indexOf('貸方税区分')]).toBe(said);
  });

  it('gives the lines of one entry one number, and the next entry the next', () => {
    const lines = csvLines('freee', [transfer(who, account('stripe')), transfer(account('stripe'), account('fees')), transfer(who, account('bank'), { causeId: 'c2' })], 'ja');
    expect(lines.slice(1).map(([day, number]) => [day, number])).toEqual([
      ['2026/11/01', 1],
      ['2026/11/01', 1],
      ['2026/11/01', 2],
    ]);
  });
});

describe('every layout', () => {
  it('tells two people of one name apart, and leaves a single one alone', () => {
    const twin = account('receivable', 'bbbb-2222', '佐藤 花子');
    const names = (transfers: TransferRow[]) => csvLines('freee', transfers, 'ja').slice(1).map((line) => line[9]);
    expect(names([transfer(who, account('bank'))])).toEqual(['佐藤 花子']);
    expect(names([transfer(who, account('bank')), transfer(twin, account('bank'), { causeId: 'c2' })])).toEqual(['佐藤 花子 1111', '佐藤 花子 2222']);
  });

  it('tells events apart whose names differ only where 弥生 cuts them off', () => {
    const evening = (id: string, day: string): AccountRow => ({ ...account('held', id, `JELLY はじめましての夜 ${day}`), ownerKind: 'event' });
    const lines = csvLines('yayoi', [transfer(evening('aaaa-1111', '2026/11/21'), account('bank')), transfer(evening('bbbb-2222', '2026/12/19'), account('bank'), { causeId: 'c2' })], 'ja');
    expect(lines.map((line) => line[11])).toEqual(['JELLY はじめまして 1111', 'JELLY はじめまして 2222']);
  });

  it('of our own speaks of tax and time as people do, in Tokyo time', () => {
    const [head = [], line = []] = csvLines('generic', [transfer(account('duesIncome'), who, { tax: 'outOfScope' })], 'ja');
    expect([line[head.indexOf('消費税')], line[head.indexOf('記帳日時')]]).toEqual(['不課税', '2026-11-01 09:00']);
  });

  it('writes a kind that a newer version knows as it is', () => {
    expect(csvLines('generic', [transfer(who, account('bank'), { kind: 'unheardOf' })], 'en')[1]).toContain('unheardOf');
  });
});
