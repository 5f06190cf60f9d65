import { TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Camera } from './Camera';
import styles from './door.module.css';
import { passIn, type Read, type Verdict, verdictOn } from './door.model';
import type { DoorHere } from './useDoor';
import { VerdictCard } from './VerdictCard';
import { words } from './words';

/** Passes by the camera or typed, one after the other. */
export function ScanPanel({ door }: { door: DoorHere }) {
  const w = useWords(words);
  const [typed, setTyped] = useState('');
  const [read, setRead] = useState<Read | null>(null);
  const { now, kept } = door;
  const open = kept?.door.can.record ?? false;

  const look = async (text: string): Promise<void> => {
    if (!now || !open) return;
    const verdict = verdictOn(now, text);
    const what = saying(verdict);
    setRead({ verdict, result: null, asking: what !== null });
    if (!what) return;
    const result = await door.say(what);
    setRead((shown) => (shown?.verdict === verdict ? { verdict, result, asking: false } : shown));
  };

  const check = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (typed.trim() === '') return;
    void look(typed);
    setTyped('');
  };

  return (
    <div className={styles.scan}>
      {read && <VerdictCard read={read} door={door} onNext={() => setRead(null)} />}
      <Camera enabled={open} quiet={read !== null} onCode={(text) => void look(text)} />
      <form className={styles.type} onSubmit={check}>
        <TextInput
          label={w.pass}
          description={w.passHint}
          size="md"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ActionButton type="submit" tone="quiet" size="md" disabled={!open}>
          {w.check}
        </ActionButton>
      </form>
    </div>
  );
}

/** What is written down for a verdict: who comes, and a pass that this device does not know but the server may. */
function saying(verdict: Verdict): Parameters<DoorHere['say']>[0] | null {
  if (verdict.kind === 'comes') return { name: verdict.seat.name, checkIn: { seatId: verdict.seat.id } };
  return verdict.kind === 'unknown' ? { name: verdict.pass, checkIn: { pass: passIn(verdict.pass) ?? verdict.pass } } : null;
}
