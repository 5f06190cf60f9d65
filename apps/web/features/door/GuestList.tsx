import { useState } from 'react';
import { factsText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { SearchField } from '../../ui/SearchField';
import { FilterChips, StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { found, type Guest, hasEnded, outside } from './door.model';
import styles from './door.module.css';
import { TakeCash } from './TakeCash';
import type { DoorHere } from './useDoor';
import { roleOf } from './VerdictCard';
import { words } from './words';

/** More are found by searching; a phone that draws thousands is slow. */
const MOST_SHOWN = 100;

/** Everybody who has registered, found by name or number; one press lets them in. */
export function GuestList({ door }: { door: DoorHere }) {
  const w = useWords(words);
  const [search, setSearch] = useState('');
  const [only, setOnly] = useState<'all' | 'outside' | 'due'>('all');
  if (!door.now) return null;
  if (door.now.guests.length === 0) return <EmptyState title={w.empty}>{w.emptyText}</EmptyState>;
  const guests = found(door.now, search, only);
  return (
    <section className={styles.list} aria-label={w.list}>
      <SearchField label={w.search} value={search} onSearch={setSearch} />
      <FilterChips
        label={w.filter}
        options={[
          { value: 'all', label: w.only.all },
          { value: 'outside', label: w.only.outside },
          { value: 'due', label: w.only.due },
        ]}
        value={only}
        onChange={setOnly}
      />
      {guests.length === 0 && <EmptyState title={w.none}>{w.noneText}</EmptyState>}
      <ul className={styles.guests}>
        {guests.slice(0, MOST_SHOWN).map((guest) => (
          <GuestRow key={guest.id} guest={guest} door={door} />
        ))}
      </ul>
    </section>
  );
}

function GuestRow({ guest, door }: { guest: Guest; door: DoorHere }) {
  const w = useWords(words);
  const locale = useLocale();
  const [takes, setTakes] = useState(false);
  const open = door.kept?.door.can.record ?? false;
  const still = outside(guest);
  const inside = guest.seats.filter(({ checkedInAt }) => checkedInAt !== null);
  const ready = open && guest.status === 'confirmed' && still.length > 0;
  const letIn = async (): Promise<void> => {
    for (const seat of still) {
      const told = await door.say({ name: seat.name, checkIn: { seatId: seat.id } });
      if (told && told.result !== 'done') toast(told.message ?? w.verdict[told.result]);
    }
  };
  return (
    <li className={styles.guest} data-in={still.length === 0 && !hasEnded(guest)}>
      <div>
        <p className={styles.who}>
          {guest.name}
          <span className={styles.quiet}>
            {factsText([guest.number > 0 ? w.number(guest.number) : w.noNumber, guest.ticketType, guest.seats.length > 1 && w.party(inside.length, guest.seats.length)], locale)}
          </span>
        </p>
        <p className={styles.tags}>
          {hasEnded(guest) && <StatusTag tone="bad">{w.ended}</StatusTag>}
          {guest.role !== 'guest' && <StatusTag tone="ai">{w.role[roleOf(guest)]}</StatusTag>}
          {guest.status === 'held' && <StatusTag tone="warn">{w.held}</StatusTag>}
          {!hasEnded(guest) && guest.dueYen > 0 && <StatusTag tone="kaki">{w.due(yenText(guest.dueYen, locale))}</StatusTag>}
          {!hasEnded(guest) && guest.dueYen === 0 && guest.amountYen > 0 && <StatusTag tone="ok">{w.paid}</StatusTag>}
          {inside[0]?.checkedInAt && <StatusTag tone="ok">{w.inside(tokyoTime(inside[0].checkedInAt))}</StatusTag>}
          {guest.waits && <StatusTag tone="warn">{w.unsent}</StatusTag>}
        </p>
      </div>
      <div className={styles.ways}>
        {ready && (
          <ActionButton size="md" tone="quiet" onClick={() => void letIn()}>
            {still.length > 1 ? w.letInAll(still.length) : w.letIn}
          </ActionButton>
        )}
        {open && !hasEnded(guest) && guest.dueYen > 0 && (
          <ActionButton size="md" tone="quiet" onClick={() => setTakes(true)}>
            {w.take(yenText(guest.dueYen, locale))}
          </ActionButton>
        )}
      </div>
      <TakeCash door={door} guest={guest} opened={takes} onClose={() => setTakes(false)} />
    </li>
  );
}
