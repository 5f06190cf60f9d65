import { TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import { useLocation, useParams } from 'react-router';
import { rangeText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { PlusIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { FilterChips } from '../../ui/Tags';
import { WhyBox } from '../../ui/WhyBox';
import { DoorLog } from './DoorLog';
import { DoorStanding } from './DoorStanding';
import styles from './door.module.css';
import { GuestList } from './GuestList';
import { useOfflineDoor } from './offline';
import { ScanPanel } from './ScanPanel';
import { type DoorHere, useDoor } from './useDoor';
import { WalkInSheet } from './WalkInSheet';
import { words } from './words';

type View = 'scan' | 'list' | 'log';

/** The door of an event, for the phone of whoever stands there: scan or list, cash, walk-ins; all of it also without a network. */
export default function DoorPage() {
  const w = useWords(words);
  const { id = '' } = useParams();
  useOfflineDoor();
  const [where, setWhere] = useLocalStorage({ key: 'mazeru.door.where', defaultValue: w.defaultWhere, getInitialValueInEffect: false });
  const door = useDoor(id, where.trim());
  if (!door.kept || !door.now) return <NotHere door={door} eventId={id} />;
  return <Standing door={door} where={where} setWhere={setWhere} />;
}

interface StandingProps {
  door: DoorHere;
  where: string;
  setWhere: (where: string) => void;
}

function Standing({ door, where, setWhere }: StandingProps) {
  const w = useWords(words);
  const locale = useLocale();
  const [view, setView] = useState<View>('scan');
  const [walksIn, setWalksIn] = useState(false);
  const { kept, now } = door;
  if (!kept || !now) return null;
  const { event, can, why } = kept.door;
  return (
    <Page
      title={event.title}
      sub={
        <>
          {rangeText(event.startsAt, event.endsAt, locale)}
          {event.place && <span className={styles.place}>{event.place}</span>}
        </>
      }
      back={{ to: `/events/${event.id}`, label: w.back }}
    >
      <DoorStanding door={door} />
      {!can.record && <WhyBox reasons={why.record} />}
      <div className={styles.bar}>
        <FilterChips
          label={w.view}
          options={[
            { value: 'scan', label: w.scan },
            { value: 'list', label: w.list },
            { value: 'log', label: w.log },
          ]}
          value={view}
          onChange={setView}
        />
        <ActionButton tone="quiet" size="md" icon={<PlusIcon size={20} />} disabled={!can.record} onClick={() => setWalksIn(true)}>
          {w.walkIn}
        </ActionButton>
      </div>
      {view === 'scan' && <ScanPanel door={door} />}
      {view === 'list' && <GuestList door={door} />}
      {view === 'log' && (
        <>
          <DoorLog door={door} />
          <TextInput label={w.where} description={w.whereHint} size="md" maxLength={60} value={where} onChange={(change) => setWhere(change.currentTarget.value)} />
        </>
      )}
      <WalkInSheet door={door} opened={walksIn} onClose={() => setWalksIn(false)} />
    </Page>
  );
}

/** Nothing of this door is on the device: it is being read, or it cannot be. */
function NotHere({ door, eventId }: { door: DoorHere; eventId: string }) {
  const w = useWords(words);
  const { pathname } = useLocation();
  const { line, problem, refresh } = door;
  return (
    <Page title={w.title} back={{ to: `/events/${eventId}`, label: w.back }}>
      {!problem && <CardSkeleton count={2} />}
      {problem && line === 'signedOut' && (
        <EmptyState title={w.signedOut} action={<ActionLink to={`/sign-in?next=${encodeURIComponent(pathname)}`}>{w.signIn}</ActionLink>} />
      )}
      {problem && line === 'notYours' && <EmptyState title={w.notYours}>{w.notYoursText}</EmptyState>}
      {problem && line === 'offline' && (problem.status === 0 ? <EmptyState title={w.offlineFirst}>{w.offlineFirstText}</EmptyState> : <ErrorState error={problem} onRetry={() => void refresh()} />)}
    </Page>
  );
}
