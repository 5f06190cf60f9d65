import { FocusTrap } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useDesktop } from '../lib/media';
import { deskOf, type Me, useSessionActions } from '../lib/session';
import { useWords } from '../lib/words';
import { BadgeIcon, EventIcon, ExitIcon, KeyIcon, PeopleIcon, ShopIcon } from '../ui/icons';
import { Sheet } from '../ui/Sheet';
import styles from './AccountMenu.module.css';
import { type Hat, hatsOf, useHat, wear } from './hat';
import { LanguageChoice, SchemeChoice } from './choices';
import { words } from './words';

interface AccountPanelProps {
  me: Me;
  onClose: () => void;
}

/** What the account menu holds; a sheet on a phone, beside the button on a desktop. */
export default function AccountPanel({ me, onClose }: AccountPanelProps) {
  const w = useWords(words);
  const desktop = useDesktop();
  const panel = useClickOutside<HTMLDivElement>(onClose);
  if (!desktop) {
    return (
      <Sheet opened onClose={onClose} title={w.account}>
        <Content me={me} onClose={onClose} />
      </Sheet>
    );
  }
  return (
    <FocusTrap active>
      <div
        ref={panel}
        className={styles.panel}
        role="dialog"
        aria-label={w.account}
        tabIndex={-1}
        data-autofocus
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      >
        <Content me={me} onClose={onClose} />
      </div>
    </FocusTrap>
  );
}

function Content({ me, onClose }: AccountPanelProps) {
  const w = useWords(words);
  const { signOut } = useSessionActions();
  const hats = hatsOf(me);
  const worn = useHat(me);
  const leaving = useMutation({ mutationFn: signOut });
  return (
    <div className={styles.content}>
      <div className={styles.who}>
        <strong>{me.account.displayName}</strong>
        <span className={styles.email}>{me.account.email}</span>
      </div>
      {hats.length > 1 && (
        <div className={styles.group}>
          <p className={styles.groupLabel}>{w.roles}</p>
          <ul className={styles.links}>
            {hats.map((hat) => (
              <li key={startOfHat(hat, me)}>
                <Link
                  to={startOfHat(hat, me)}
                  className={styles.link}
                  aria-current={startOfHat(hat, me) === startOfHat(worn, me)}
                  onClick={() => {
                    wear(hat);
                    onClose();
                  }}
                >
                  <HatIcon hat={hat} />
                  <HatName hat={hat} me={me} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.group}>
        <p className={styles.groupLabel}>{w.language}</p>
        <LanguageChoice />
      </div>
      <div className={styles.group}>
        <p className={styles.groupLabel}>{w.scheme.label}</p>
        <SchemeChoice />
      </div>
      <hr className={styles.rule} />
      <ul className={styles.links}>
        <li>
          <Link to="/me/registrations" className={styles.link} onClick={onClose}>
            <EventIcon />
            {w.registrations}
          </Link>
        </li>
        <li>
          <Link to="/me/account" className={styles.link} onClick={onClose}>
            <KeyIcon />
            {w.settings}
          </Link>
        </li>
        <li>
          <button type="button" className={styles.link} onClick={() => leaving.mutate()} aria-busy={leaving.isPending}>
            <ExitIcon />
            {w.signOut}
          </button>
        </li>
      </ul>
    </div>
  );
}

function startOfHat(hat: Hat, me: Me): string {
  if (hat.kind === 'space') return `/spaces/${hat.id}/today`;
  return hat.kind === 'admin' ? deskOf(me) : '/home';
}

function HatIcon({ hat }: { hat: Hat }) {
  if (hat.kind === 'space') return <ShopIcon />;
  return hat.kind === 'admin' ? <PeopleIcon /> : <BadgeIcon />;
}

function HatName({ hat, me }: { hat: Hat; me: Me }) {
  const w = useWords(words);
  if (hat.kind === 'space') return w.asOwner(me.spaces.find((space) => space.id === hat.id)?.name ?? '');
  return hat.kind === 'admin' ? w.asAdmin : w.asMixer;
}
