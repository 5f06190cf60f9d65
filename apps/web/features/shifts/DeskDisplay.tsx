import { useEffect, useRef, useState } from 'react';
import { tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { CloseIcon } from '../../ui/icons';
import { Logo } from '../../ui/Logo';
import { QrCode } from '../../ui/QrCode';
import { FilterChips } from '../../ui/Tags';
import { When } from '../../ui/When';
import styles from './DeskDisplay.module.css';
import { Digits } from './Digits';
import type { CheckInCode } from './owner.api';
import { words } from './owner.words';
import { useNow } from './useNow';

/** Check-in opens an hour before the start. */
const OPENS_BEFORE_MS = 3_600_000;

interface DeskDisplayProps {
  codes: readonly CheckInCode[];
  /** The code of the present hour; shown until somebody chooses another. */
  due: CheckInCode;
  onClose: () => void;
}

/** The check-in code over the whole screen, readable from across the desk. Escape ends it. */
export function DeskDisplay({ codes, due, onClose }: DeskDisplayProps) {
  const w = useWords(words);
  const now = useNow();
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const code = codes.find(({ shiftId }) => shiftId === chosen) ?? due;
  useAwake();

  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  const wholeScreen = () => void dialog.current?.requestFullscreen();
  return (
    <dialog
      ref={dialog}
      className={styles.display}
      aria-label={w.desk.title}
      onCancel={(event) => {
        event.preventDefault();
        if (document.fullscreenElement) void document.exitFullscreen();
        onClose();
      }}
    >
      <header className={styles.head}>
        <Logo size={26} />
        <div className={styles.actions}>
          {document.fullscreenEnabled && (
            <ActionButton tone="quiet" onClick={wholeScreen}>
              {w.desk.whole}
            </ActionButton>
          )}
          <ActionButton tone="bare" icon={<CloseIcon />} onClick={onClose}>
            {w.desk.close}
          </ActionButton>
        </div>
      </header>
      {codes.length > 1 && (
        <FilterChips
          label={w.desk.choose}
          value={code.shiftId}
          onChange={setChosen}
          options={codes.map(({ shiftId, startsAt, kind }) => ({ value: shiftId, label: `${tokyoTime(startsAt)} ${w.kind[kind]}` }))}
        />
      )}
      <div className={styles.body}>
        <div className={styles.qr}>
          <QrCode text={code.url} size="100%" />
        </div>
        <div className={styles.text}>
          <p className={styles.kind}>{w.kind[code.kind]}</p>
          <When startsAt={code.startsAt} endsAt={code.endsAt} size="headline" withYear={false} />
          <p className={styles.state}>{stateText(code, now, w.desk)}</p>
          <p className={styles.scan}>{w.desk.scan}</p>
          <p>{w.desk.orType}</p>
          <Digits code={code.code} />
        </div>
      </div>
    </dialog>
  );
}

function stateText(code: CheckInCode, now: Date, w: (typeof words)['ja']['desk']): string {
  const opens = new Date(new Date(code.startsAt).getTime() - OPENS_BEFORE_MS);
  if (now < opens) return w.openFrom(tokyoTime(opens));
  return now < new Date(code.endsAt) ? w.openNow : w.openUntil;
}

/** Keeps the screen of the desk's device on, where the browser knows how. */
function useAwake(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    navigator.wakeLock.request('screen').then(
      (held) => {
        if (over) void held.release();
        else lock = held;
      },
      () => undefined, // not granted: the device's own settings decide
    );
    return () => {
      over = true;
      void lock?.release();
    };
  }, []);
}
