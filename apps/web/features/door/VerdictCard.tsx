import { useEffect, useRef, useState } from 'react';
import { factsText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { AlertIcon, CheckIcon, ClockIcon, CloseIcon, type IconProps } from '../../ui/icons';
import { toast } from '../../ui/Toasts';
import type { DoorResult, DoorSeat } from './door.types';
import { outside, type Guest, type Read, type Verdict } from './door.model';
import styles from './door.module.css';
import { TakeCash } from './TakeCash';
import type { DoorHere } from './useDoor';
import { words } from './words';

type Tone = 'ok' | 'warn' | 'bad' | 'wait';

const ICONS: Readonly<Record<Tone, (props: IconProps) => React.ReactNode>> = { ok: CheckIcon, warn: AlertIcon, bad: CloseIcon, wait: ClockIcon };

interface VerdictCardProps {
  read: Read;
  door: DoorHere;
  onNext: () => void;
}

/** What somebody at the door has to know at a glance: welcome, already inside, or why not; and what is left to do for this guest. */
export function VerdictCard({ read, door, onNext }: VerdictCardProps) {
  const w = useWords(words);
  const locale = useLocale();
  const card = useRef<HTMLDivElement>(null);
  const [takes, setTakes] = useState(false);
  const { tone, title, text } = useTold(read);
  const Icon = ICONS[tone];
  const guest = guestIn(read.verdict, read.result, door);

  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
    if ('vibrate' in navigator && tone !== 'wait') navigator.vibrate(tone === 'ok' ? 60 : [60, 60, 60]);
  }, [read.verdict, tone]);

  const letIn = async (seat: DoorSeat | undefined): Promise<void> => {
    const told = seat && (await door.say({ name: seat.name, checkIn: { seatId: seat.id } }));
    if (told && told.result !== 'done') toast(told.message ?? w.verdict[told.result]);
  };
  const rest = guest && (read.verdict.kind === 'comes' || read.verdict.kind === 'already') ? outside(guest) : [];
  return (
    <div className={styles.verdict} data-tone={tone} ref={card}>
      <div role="status" aria-live="assertive" className={styles.told}>
        <span className={styles.sign}>
          <Icon size={34} />
        </span>
        <div>
          <p className={styles.big}>{title}</p>
          {guest && (
            <p className={styles.who}>
              {read.verdict.kind !== 'unknown' && 'seat' in read.verdict ? read.verdict.seat.name : guest.name}
              <span className={styles.quiet}>
                {factsText(
                  [
                    guest.number > 0 ? w.number(guest.number) : w.noNumber,
                    guest.ticketType || w.role[roleOf(guest)],
                    guest.seats.length > 1 && 'seat' in read.verdict && w.seatOf(read.verdict.seat.place, guest.seats.length),
                  ],
                  locale,
                )}
              </span>
            </p>
          )}
          {text && <p>{text}</p>}
        </div>
      </div>
      <div className={styles.ways}>
        {guest && guest.dueYen > 0 && read.verdict.kind !== 'cancelled' && (
          <ActionButton size="md" onClick={() => setTakes(true)}>
            {w.take(yenText(guest.dueYen, locale))}
          </ActionButton>
        )}
        {rest[0] && (
          <ActionButton tone="quiet" size="md" onClick={() => void letIn(rest[0])}>
            {w.letInNext}
          </ActionButton>
        )}
        <ActionButton tone="quiet" size="md" onClick={onNext}>
          {w.next}
        </ActionButton>
      </div>
      {guest && <TakeCash door={door} guest={guest} opened={takes} onClose={() => setTakes(false)} />}
    </div>
  );
}

export const roleOf = ({ role }: Guest): keyof (typeof words)['ja']['role'] => (role === 'coHost' || role === 'panelist' || role === 'monitor' || role === 'promoter' ? role : 'guest');

/** The registration as it stands now, not as it stood when it was read. */
function guestIn(verdict: Verdict, result: DoorResult | null, { now }: DoorHere): Guest | null {
  const id = 'guest' in verdict ? verdict.guest.id : result?.registrationId;
  return now?.guests.find((guest) => guest.id === id) ?? ('guest' in verdict ? verdict.guest : null);
}

interface Told {
  tone: Tone;
  title: string;
  text: string;
}

/** The server's answer goes before what this device thought. */
function useTold({ verdict, result, asking }: Read): Told {
  const w = useWords(words).verdict;
  const already = (at: string, where: string, by: string): Told => ({ tone: 'warn', title: w.already, text: w.alreadyAt(tokyoTime(at), where, by) });
  if (result?.result === 'already' && result.alreadyAt) return already(result.alreadyAt, result.alreadyWhere ?? '', result.alreadyBy ?? '');
  if (result?.result === 'refused') return { tone: 'bad', title: w.refused, text: result.message ?? '' };
  if (result?.result === 'recorded') return { tone: 'warn', title: w.recorded, text: result.message ?? '' };
  if (result?.result === 'done') return { tone: 'ok', title: w.comes, text: '' };
  switch (verdict.kind) {
    case 'comes':
      return { tone: 'ok', title: w.comes, text: '' };
    case 'already':
      return already(verdict.seat.checkedInAt ?? '', verdict.seat.checkedInWhere ?? '', verdict.seat.checkedInBy ?? '');
    case 'cancelled':
      return { tone: 'bad', title: w.cancelled, text: w.cancelledText };
    case 'notPaid':
      return { tone: 'warn', title: w.notPaid, text: w.notPaidText };
    case 'unknown':
      return asking ? { tone: 'wait', title: w.asking, text: '' } : { tone: 'warn', title: w.unknown, text: w.unknownText };
    case 'noPass':
      return { tone: 'bad', title: w.noPass, text: w.noPassText };
  }
}
