import { type ReactNode, Suspense, useEffect } from 'react';
import { type Location, Navigate, Outlet, ScrollRestoration, useLocation, useMatches, useParams, useSearchParams } from 'react-router';
import { useLocale } from '../lib/locale';
import { isAdmin, isMixer, isSteward, isTreasurer, keepsBooks, type Me, startOf, useSession } from '../lib/session';
import { useWords } from '../lib/words';
import { type Screen, screens } from '../routes';
import { EmptyState } from '../ui/EmptyState';
import { ErrorState } from '../ui/ErrorState';
import { Page } from '../ui/Page';
import { PageSkeleton } from '../ui/Skeletons';
import { Toasts } from '../ui/Toasts';
import { AdminFrame, MixerFrame, OwnerFrame } from './frames';
import { AcceptTexts } from '../features/legal/AcceptTexts';
import { DuesNotice } from './DuesNotice';
import { type Hat, useHat, wear } from './hat';
import { OfflineNotice } from './OfflineNotice';
import { PublicFrame } from './PublicFrame';
import styles from './Shell.module.css';
import { words } from './words';

/** The frame that a screen stands in, chosen by the list of routes and by the role somebody wears. */
export function Shell() {
  const w = useWords(words);
  const locale = useLocale();
  const { me } = useSession();
  const { pathname } = useLocation();
  const { id } = useParams();
  const screen = useScreen();
  const last = useHat(me);
  const hat = hatOf(screen, id, me, last);

  // On every render: wearing the same hat again does nothing.
  useEffect(() => wear(hat));

  const content = (
    <main id="main" tabIndex={-1} className={styles.main}>
      {/* The key makes a new screen show its skeleton at once instead of keeping the old one in view. */}
      <Suspense key={pathname} fallback={<PageSkeleton title={screen?.title[locale]} />}>
        <Outlet />
      </Suspense>
    </main>
  );
  return (
    <>
      <a href="#main" className={styles.skip}>
        {w.skip}
      </a>
      <OfflineNotice />
      {me && <AcceptTexts />}
      {me?.mixer && hat.kind === 'mixer' && <DuesNotice standing={me.mixer.duesStanding} />}
      <Frame hat={hat} me={me} landing={screen?.path === '/'}>
        {content}
      </Frame>
      <Toasts />
      <ScrollRestoration getKey={placeOf} />
    </>
  );
}

/** Whoever comes in from elsewhere, as from the page of the payment, begins at the top: such entries have no key of their own, only their address. */
const placeOf = ({ key, pathname }: Location): string => (key === 'default' ? pathname : key);

interface FrameProps {
  hat: Hat;
  me: Me | null | undefined;
  landing: boolean;
  children: ReactNode;
}

function Frame({ hat, me, landing, children }: FrameProps) {
  if (hat.kind === 'mixer' && me) return <MixerFrame me={me}>{children}</MixerFrame>;
  if (hat.kind === 'admin' && me) return <AdminFrame me={me}>{children}</AdminFrame>;
  if (hat.kind === 'space' && me) {
    return (
      <OwnerFrame me={me} spaceId={hat.id}>
        {children}
      </OwnerFrame>
    );
  }
  return (
    <PublicFrame me={me} landing={landing}>
      {children}
    </PublicFrame>
  );
}

function useScreen(): Screen | undefined {
  const id = useMatches().at(-1)?.id;
  return screens.find((screen) => screen.path === id);
}

function hatOf(screen: Screen | undefined, id: string | undefined, me: Me | null | undefined, last: Hat): Hat {
  if (!me || !screen || screen.frame === 'public') return { kind: 'none' };
  if (screen.frame === 'mixer') return isMixer(me) ? { kind: 'mixer' } : last;
  if (screen.frame === 'admin') return isAdmin(me) ? { kind: 'admin' } : last;
  if (screen.frame === 'owner') return { kind: 'space', id: me.spaces.find((space) => space.id === id || space.slug === id)?.id ?? id ?? '' };
  return last;
}

interface GuardedProps {
  screen: Screen;
}

/** A screen behind its `who`: signed-out people are led to the sign-in and back, others hear that it is not theirs. */
export function Guarded({ screen }: GuardedProps) {
  const w = useWords(words);
  const locale = useLocale();
  const { me, error, retry } = useSession();
  const { pathname, search } = useLocation();
  const [params] = useSearchParams();
  const { id } = useParams();
  const title = screen.title[locale];

  if (screen.who === 'everyone') return <screen.page />;
  if (me === undefined) {
    if (!error) return screen.who === 'signedOut' ? null : <PageSkeleton title={title} />;
    return (
      <Page title={title}>
        <ErrorState error={error} onRetry={retry} />
      </Page>
    );
  }
  if (screen.who === 'signedOut') return me ? <Navigate to={ownPath(params.get('next')) ?? startOf(me)} replace /> : <screen.page />;
  if (me === null) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (mayOpen(screen.who, me, id)) return <screen.page />;
  return (
    <Page title={w.notYours.title}>
      <EmptyState title={title}>{w.notYours.detail}</EmptyState>
    </Page>
  );
}

function mayOpen(who: Screen['who'], me: Me, spaceId: string | undefined): boolean {
  if (who === 'mixer') return isMixer(me);
  if (who === 'admin') return isAdmin(me);
  if (who === 'steward') return isSteward(me);
  if (who === 'books') return keepsBooks(me);
  if (who === 'treasurer') return isTreasurer(me);
  if (who === 'space') return isSteward(me) || me.spaces.some((space) => space.id === spaceId || space.slug === spaceId);
  return true;
}

/** Only a path of our own may follow the sign-in; `//elsewhere` would leave the site. */
function ownPath(next: string | null): string | undefined {
  return next && /^\/(?![/\\])/.test(next) ? next : undefined;
}
