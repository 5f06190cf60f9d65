import { useLocale } from '../../lib/locale';
import { termText } from '../../lib/terms';
import { StatusTag, type Tone } from '../../ui/Tags';
import type { DuesStanding, Membership } from './members.api';

const MEMBERSHIP_TONES: Readonly<Record<Membership, Tone>> = {
  none: 'plain',
  applied: 'kaki',
  accepted: 'ai',
  active: 'ok',
  paused: 'warn',
  suspended: 'bad',
  ended: 'plain',
};
const DUES_TONES: Readonly<Record<DuesStanding, Tone>> = { none: 'plain', good: 'ok', grace: 'warn', restricted: 'bad', ended: 'plain' };

export function MembershipTag({ membership }: { membership: Membership }) {
  const locale = useLocale();
  return <StatusTag tone={MEMBERSHIP_TONES[membership]}>{termText('membership', membership, locale)}</StatusTag>;
}

export function DuesTag({ standing }: { standing: DuesStanding }) {
  const locale = useLocale();
  return <StatusTag tone={DUES_TONES[standing]}>{termText('duesStanding', standing, locale)}</StatusTag>;
}
