import { useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '../../../lib/session';
import { useWords } from '../../../lib/words';
import { ActionLink } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { More } from '../../../ui/More';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { TextLink } from '../../../ui/TextLink';
import { ownRegistrationsQuery, type OwnRegistration } from './own-registrations.api';
import { words } from './own-registrations.words';
import { OwnRegistrationRows } from './OwnRegistrationRows';
import styles from './OwnRegistrations.module.css';

/** Everything that one has registered for: what is ahead with what there is to do, then what is over. */
export default function OwnRegistrationsPage() {
  const w = useWords(words);
  const { account } = useMe();
  const found = useInfiniteQuery(ownRegistrationsQuery);
  const own = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={w.title} sub={w.sub} back={{ to: '/me', label: w.back }}>
      {!account.emailConfirmed && (
        <Card tone="warm">
          <p>{w.unconfirmed}</p>
          <ActionLink to="/me/account" tone="quiet">
            {w.confirm}
          </ActionLink>
        </Card>
      )}
      {found.isPending && <CardSkeleton count={3} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && own.length === 0 && (
        <EmptyState title={w.none} action={<ActionLink to="/events">{w.find}</ActionLink>}>
          {w.noneText}
        </EmptyState>
      )}
      {own.length > 0 && (
        <>
          <Part title={w.ahead} registrations={own.filter(({ over }) => !over)} empty={w.noneAhead} />
          <Part title={w.over} registrations={own.filter(({ over }) => over)} />
        </>
      )}
      <More list={found} label={w.more} />
      {found.isSuccess && (
        <p className={styles.soft}>
          {w.lost} <TextLink to="/registrations">{w.lostLink}</TextLink>
        </p>
      )}
    </Page>
  );
}

function Part({ title, registrations, empty }: { title: string; registrations: readonly OwnRegistration[]; empty?: string }) {
  const w = useWords(words);
  if (registrations.length === 0 && !empty) return null;
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      {registrations.length > 0 ? (
        <OwnRegistrationRows registrations={registrations} />
      ) : (
        <p className={styles.soft}>
          {empty} <TextLink to="/events">{w.find}</TextLink>
        </p>
      )}
    </section>
  );
}
