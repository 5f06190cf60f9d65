import type { Day } from '#libs/kernel';
import { CONFIRMATION_ITEMS, DUES_CONFIRMATION, say, type ConfirmationItem, type Locale, type Params, type Sentence, type TaxCategory } from '#libs/words';

/** What somebody is about to agree to. Money in whole yen with tax, days of Tokyo. */
export interface DuesOffer {
  tier: 'challenge' | 'junior' | 'senior';
  priceYen: number;
  taxCategory: TaxCategory;
  method: 'card' | 'invoice';
  /** What is due at once; nothing where the running month is free. */
  firstYen: number;
  /** The first day on which the price is charged. */
  firstOn: Day;
  /** The renewal after that. */
  nextOn: Day;
  /** Days to pay an invoice. */
  daysUntilDue: number;
}

/** One of the six items in the reader's language; the first line is what matters most. */
export interface ConfirmationLine {
  item: ConfirmationItem;
  label: string;
  lines: string[];
}

const MONTHS_A_YEAR = 12;

/**
 * The final confirmation before somebody joins the dues: the six items of the commerce act (article 12-6) with the figures of this offer,
 * in the law's order. What was shown is kept with the acceptance.
 */
export function duesConfirmation(offer: DuesOffer, locale: Locale): { form: number; items: ConfirmationLine[] } {
  const { labels, lines, form } = DUES_CONFIRMATION;
  const params: Params = {
    tier: offer.tier,
    yen: offer.priceYen,
    yearYen: offer.priceYen * MONTHS_A_YEAR,
    taxCategory: offer.taxCategory,
    firstYen: offer.firstYen,
    firstOn: offer.firstOn,
    nextOn: offer.nextOn,
    days: offer.daysUntilDue,
  };
  const put = (sentence: Sentence): string => say(sentence, locale, params);
  const said: Record<ConfirmationItem, string[]> = {
    quantity: [put(lines.quantity), put(lines.renewal)],
    price: [put(lines.price), put(offer.firstYen === 0 ? lines.nothingNow : lines.dueNow), put(lines.year), put(offer.method === 'card' ? lines.noOtherCost : lines.transferFee)],
    payment: [put(lines[offer.method])],
    provision: [put(lines.provision)],
    period: [put(lines.period)],
    cancelling: [put(lines.cancelAnytime), put(lines.noPartRefund), put(lines.leaving)],
  };
  return { form, items: CONFIRMATION_ITEMS.map((item) => ({ item, label: put(labels[item]), lines: said[item] })) };
}
