import { assertWithin60Days, tokyoDay, type Day } from '#libs/kernel';
import { say, TERMS_ITEMS, TERMS_NOTICE, type Locale, type Params, type Sentence, type TermsItem } from '#libs/words';

/** A shift is looked over within this many days of its report, without one of its end. */
const INSPECTION_DAYS = 3;

/**
 * The facts of one terms notice (freelance act, article 3): what a mixer was promised when a claim was made. A type, not an interface,
 * so that it counts as canonical content.
 */
export type TermsNotice = {
  /** Which wording of libs/words belongs to these facts. */
  form: 1;
  /** `TN-2026-000123`: part of what is hashed, so that a number cannot be moved to another content. */
  number: string;
  /** 1 for the first notice of a claim, one more for each that replaces it. */
  version: number;
  /** Tokyo day. */
  orderedOn: string;
  orderingParty: 'space' | 'cooperative';
  orderer: { name: string; address: string };
  contractor: { name: string };
  service: {
    kind: string;
    content: string;
    /** The version of the space's reception manual that is the specification. */
    manualVersion: number;
    /** ISO 8601, UTC. */
    startsAt: string;
    endsAt: string;
  };
  place: { name: string; address: string; resource: string | null };
  inspectionDays: number;
  /** For the slot, tax included. */
  rewardYen: number;
  transferFee: 'payer';
  travelExpense: 'included' | 'separate';
  /** Tokyo day; never "by" a day, never tied to a report or its confirmation. */
  paymentDueOn: string;
  means: 'bankTransfer';
  shiftVersion: number;
  ruleSetVersion: number;
  /** Where a mixer turns with a worry, outside the space. */
  helpDesk: string;
};

/** What a notice is made from. Names and addresses are those of the day; later changes of them do not reach the paper. */
export interface TermsNoticeInput {
  /** From `documentNumber`. */
  number: string;
  version: number;
  orderedOn: Day;
  orderingParty: 'space' | 'cooperative';
  /** Whoever owes the reward: the space, or the cooperative when it orders. */
  orderer: { name: string; address: string };
  contractor: { name: string };
  service: { kind: 'reception' | 'floor' | 'dayManager'; content: string; manualVersion: number; startsAt: Date; endsAt: Date };
  place: { name: string; address: string; resource?: string | null };
  rewardYen: number;
  travelExpense: 'included' | 'separate';
  paymentDueOn: Day;
  shiftVersion: number;
  ruleSetVersion: number;
  helpDesk: string;
}

/** The facts of a notice, complete. Refuses `payment.tooLate` for a payment day beyond the law's 60 days. */
export function termsNoticeContent(input: TermsNoticeInput): TermsNotice {
  // A service that ends at 24:00 was given on the day that ends.
  assertWithin60Days(tokyoDay(new Date(input.service.endsAt.getTime() - 1)), input.paymentDueOn);
  const { kind, content, manualVersion, startsAt, endsAt } = input.service;
  return {
    form: 1,
    number: input.number,
    version: input.version,
    orderedOn: input.orderedOn,
    orderingParty: input.orderingParty,
    orderer: { name: input.orderer.name, address: input.orderer.address },
    contractor: { name: input.contractor.name },
    service: { kind, content, manualVersion, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    place: { name: input.place.name, address: input.place.address, resource: input.place.resource ?? null },
    inspectionDays: INSPECTION_DAYS,
    rewardYen: input.rewardYen,
    transferFee: 'payer',
    travelExpense: input.travelExpense,
    paymentDueOn: input.paymentDueOn,
    means: 'bankTransfer',
    shiftVersion: input.shiftVersion,
    ruleSetVersion: input.ruleSetVersion,
    helpDesk: input.helpDesk,
  };
}

/** One of the nine items in the reader's language; the first line is what matters most. */
export interface TermsLine {
  item: TermsItem;
  label: string;
  lines: string[];
}

/** The nine items of a notice, in the law's order. */
export function termsItems(notice: TermsNotice, locale: Locale): TermsLine[] {
  const { lines, labels } = TERMS_NOTICE;
  const put = (sentence: Sentence, params: Params = {}): string => say(sentence, locale, params);
  const { service, place } = notice;
  const said: Record<TermsItem, string[]> = {
    parties: [
      put(lines.ordererLine, { ordererName: notice.orderer.name, ordererAddress: notice.orderer.address }),
      put(lines.contractorLine, { contractorName: notice.contractor.name }),
    ],
    orderedOn: [put(lines.day, { day: notice.orderedOn })],
    service: [put(lines.kind, { kind: service.kind }), ...service.content.split('\n'), put(lines.manual, { version: service.manualVersion })],
    serviceTime: [put(lines.span, { span: `${service.startsAt}/${service.endsAt}` })],
    place: [place.resource ? `${place.name} ${place.resource}` : place.name, place.address],
    inspection: [put(lines.inspectionAfterReport, { days: notice.inspectionDays }), put(lines.inspectionMovesNothing)],
    reward: [
      put(lines.reward, { yen: notice.rewardYen }),
      put(lines.transferFee),
      put(notice.travelExpense === 'included' ? lines.travelIncluded : lines.travelSeparate),
    ],
    paymentDay: [put(lines.day, { day: notice.paymentDueOn })],
    means: [put(lines.bankTransfer)],
  };
  return TERMS_ITEMS.map((item) => ({ item, label: put(labels[item]), lines: said[item].filter((line) => line !== '') }));
}

/** What stands below the nine items. */
export function termsNotes(notice: TermsNotice, locale: Locale): string[] {
  const { contractWork, substitute, noDeduction, helpDesk, versions } = TERMS_NOTICE.notes;
  return [contractWork, substitute, noDeduction, helpDesk, versions].map((sentence) =>
    say(sentence, locale, { helpDesk: notice.helpDesk, shiftVersion: notice.shiftVersion, ruleSetVersion: notice.ruleSetVersion }),
  );
}
