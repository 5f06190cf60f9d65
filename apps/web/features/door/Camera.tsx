import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { QrIcon } from '../../ui/icons';
import styles from './door.module.css';
import { openReader } from './scanner';
import { words } from './words';

/** A look through the camera this often. */
const EVERY_MS = 200;
/** The same code in front of the camera is told once, until it has been away this long. */
const SAME_MS = 4_000;

type State = 'off' | 'opening' | 'on' | 'denied' | 'none';

interface CameraProps {
  enabled: boolean;
  /** Something else on the screen is the action now. */
  quiet: boolean;
  onCode: (text: string) => void;
}

/** Reads codes by the camera at the back of the phone, as long as it is in view. */
export function Camera({ enabled, quiet, onCode }: CameraProps) {
  const w = useWords(words).camera;
  const [wanted, setWanted] = useState(false);
  const [state, setState] = useState<State>('off');
  const picture = useRef<HTMLVideoElement>(null);
  const tell = useRef(onCode);
  useEffect(() => {
    tell.current = onCode;
  });

  useEffect(() => {
    if (!wanted || !enabled) return;
    let stopped = false;
    const work: Work = { isStopped: () => stopped, stream: null };
    void look(picture, work, (text) => tell.current(text), setState);
    return () => {
      stopped = true;
      for (const track of work.stream?.getTracks() ?? []) track.stop();
      setState('off');
    };
  }, [wanted, enabled]);

  if (state === 'denied' || state === 'none') {
    return (
      <div className={styles.camera} data-state={state}>
        <p className={styles.strong}>{w[state]}</p>
        <p>{state === 'denied' ? w.deniedText : w.noneText}</p>
        <ActionButton
          tone="quiet"
          size="md"
          onClick={() => {
            setWanted(false);
            setState('off');
          }}
        >
          {w.again}
        </ActionButton>
      </div>
    );
  }
  return (
    <div className={styles.camera} data-state={state}>
      {wanted && (
        <div className={styles.frame}>
          {/* A picture without sound or words: there is nothing to caption. */}
          <video ref={picture} playsInline muted aria-label={w.hint} />
        </div>
      )}
      {wanted && <p className={styles.quiet}>{state === 'on' ? w.hint : w.opening}</p>}
      <ActionButton wide size="md" tone={wanted || quiet ? 'quiet' : 'main'} icon={<QrIcon size={20} />} disabled={!enabled} onClick={() => setWanted(!wanted)}>
        {wanted ? w.stop : w.start}
      </ActionButton>
    </div>
  );
}

interface Work {
  isStopped: () => boolean;
  stream: MediaStream | null;
}

async function look(picture: React.RefObject<HTMLVideoElement | null>, work: Work, onCode: (text: string) => void, tellState: (state: State) => void): Promise<void> {
  tellState('opening');
  try {
    // Not there on pages without https.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) return tellState('none');
    work.stream = await devices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
    const reader = await openReader();
    const video = picture.current;
    if (work.isStopped() || !video) return;
    video.srcObject = work.stream;
    await video.play();
    tellState('on');
    let last = { text: '', at: 0 };
    while (!work.isStopped()) {
      const text = await reader.read(video).catch(() => null);
      const at = Date.now();
      if (text !== null && (text !== last.text || at - last.at > SAME_MS)) onCode(text);
      if (text !== null) last = { text, at };
      await new Promise((done) => setTimeout(done, EVERY_MS));
    }
  } catch (thrown) {
    if (!work.isStopped()) tellState(thrown instanceof DOMException && thrown.name === 'NotAllowedError' ? 'denied' : 'none');
  } finally {
    if (work.isStopped()) for (const track of work.stream?.getTracks() ?? []) track.stop();
  }
}
