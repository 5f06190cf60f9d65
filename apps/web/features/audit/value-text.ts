import { dayText, instantText, yenText } from '../../lib/format';
import type { Locale } from '../../lib/locale';
import { termText } from '../../lib/terms';

/** Which words of the trade a field of an entry speaks in. */
const KINDS = {
  kind: 'shiftKind',
  minTier: 'tier',
  relation: 'relation',
  orderingParty: 'orderingParty',
  certification: 'certification',
  tier: 'tier',
  taxCategory: 'taxCategory',
} as const;

/** What a `value` may be depends on what was done. */
const VALUES = {
  'mixer.membershipSet': 'membership',
  'mixer.membershipClassSet': 'membershipClass',
  'mixer.tierSet': 'tier',
  'mixer.duesStandingSet': 'duesStanding',
  'mixer.certificationEnded': 'certification',
} as const;

const kindsByField: Readonly<Record<string, (typeof KINDS)[keyof typeof KINDS]>> = KINDS;
const kindsByAction: Readonly<Record<string, (typeof VALUES)[keyof typeof VALUES]>> = VALUES;

/** Codes of claims and shifts that have no place among the words of the trade. */
const CODES: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  requested: { ja: '申込中', en: 'Requested' },
  booked: { ja: '予約済み', en: 'Booked' },
  standInWanted: { ja: '代わりを探しています', en: 'Stand-in wanted' },
  checkedIn: { ja: 'チェックイン済み', en: 'Checked in' },
  reported: { ja: '実施記録あり', en: 'Reported' },
  confirmed: { ja: '確認済み', en: 'Confirmed' },
  noShow: { ja: '不実施', en: 'No-show' },
  came: { ja: '実施された', en: 'Carried out' },
  didNotCome: { ja: '実施されなかった', en: 'Not carried out' },
  draft: { ja: '下書き', en: 'Draft' },
  published: { ja: '公開中', en: 'Published' },
  instant: { ja: '先着', en: 'Instant' },
  approval: { ja: '承認制', en: 'By approval' },
  unlessRefilled: { ja: '次の方が決まらなければ数える', en: 'Unless refilled' },
  yes: { ja: '数える', en: 'Yes' },
  no: { ja: '数えない', en: 'No' },
  ja: { ja: '日本語', en: 'Japanese' },
  en: { ja: '英語', en: 'English' },
  completed: { ja: '修了', en: 'Completed' },
};

/** A value of an entry as somebody reads it: money, days and times in words, codes in the words of the trade. */
export function valueText(action: string, field: string, value: unknown, locale: Locale): string {
  if (typeof value === 'number') return field.endsWith('Yen') ? yenText(value, locale) : value.toLocaleString(locale);
  if (typeof value === 'boolean') return value ? (locale === 'ja' ? 'はい' : 'Yes') : locale === 'ja' ? 'いいえ' : 'No';
  if (typeof value !== 'string') return JSON.stringify(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return instantText(value, locale);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayText(value, locale);
  const kind = field === 'value' ? kindsByAction[action] : kindsByField[field];
  if (kind) return termText(kind, value, locale);
  return (['status', 'outcome', 'claimMode', 'counts', 'locale', 'value'].includes(field) ? CODES[value]?.[locale] : undefined) ?? value;
}

/** A reason as somebody wrote it; one that the system gave is a code with words of its own. */
export function reasonText(action: string, reason: string, locale: Locale): string {
  return termText(action === 'claim.released' ? 'releaseReason' : 'factReason', reason, locale);
}
