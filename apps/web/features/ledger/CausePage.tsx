import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { type Cause, causeQuery, type Deed } from './ledger.api';
import styles from './ledger.module.css';
import { useActorName } from './Pieces';
import { TransferList } from './TransferList';
import { words } from './words';

/** What made money move: its transfers, what put it right, and what happened to the thing itself. */
export default function CausePage() {
  const w = useWords(words).cause;
  const { kind = '', id = '' } = useParams();
  const found = useQuery(causeQuery(kind, id));
  return (
    <Page title={found.data?.name ?? w.title} back={{ to: '/admin/ledger/journal', label: w.back }} width="wide">
      {found.isPending && <CardSkeleton count={2} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Told cause={found.data} />}
    </Page>
  );
}

function Told({ cause }: { cause: Cause }) {
  const w = useWords(words).cause;
  const locale = useLocale();
  const nameOf = useActorName();
  return (
    <>
      <Card>
        <Facts
          items={[
            { label: w.eventAt, value: instantText(cause.eventAt, locale) },
            { label: w.createdAt, value: instantText(cause.createdAt, locale) },
            { label: w.by, value: nameOf(cause.by) },
            { label: w.seal, value: <StatusTag tone={cause.sealed ? 'ok' : 'plain'}>{cause.sealed ? w.sealed : w.waiting}</StatusTag> },
            ...(cause.corrects ? [{ label: w.corrects, value: <TextLink to={cause.corrects.href}>{cause.corrects.name}</TextLink> }] : []),
            ...(cause.corrections.length > 0
              ? [
                  {
                    label: w.corrections,
                    value: (
                      <ul className={styles.plain}>
                        {cause.corrections.map((correction) => (
                          <li key={`${correction.kind} ${correction.id}`}>
                            <TextLink to={correction.href}>{correction.name}</TextLink>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
            ...(cause.aboutHref ? [{ label: w.about, value: <TextLink to={cause.aboutHref}>{w.aboutLink}</TextLink> }] : []),
            { label: w.number, value: <span className={styles.id}>{cause.id}</span> },
          ]}
        />
      </Card>
      <section className={styles.part}>
        <h2>{w.transfers}</h2>
        <TransferList transfers={cause.transfers} caption={w.transfers} />
      </section>
      <section className={styles.part}>
        <h2>{w.history}</h2>
        {cause.history.length === 0 ? <p className={styles.soft}>{w.historyNone}</p> : <History deeds={cause.history} />}
      </section>
    </>
  );
}

function History({ deeds }: { deeds: readonly Deed[] }) {
  const w = useWords(words).cause;
  const locale = useLocale();
  const who = ({ kind, name }: Deed['by']): string => (kind === 'account' ? (name ? w.did(name) : w.gone) : w[kind]);
  return (
    <ol className={styles.deeds}>
      {deeds.map((deed) => (
        <li key={`${deed.at} ${deed.sentence}`}>
          <time dateTime={deed.at} className={styles.soft}>
            {instantText(deed.at, locale)}
          </time>
          <p>
            <b>{who(deed.by)}</b>
            {deed.sentence}
          </p>
          <p className={styles.soft}>{[deed.spaceName, deed.concernsName && w.concerns(deed.concernsName)].filter(Boolean).join(locale === 'ja' ? '・' : ', ')}</p>
          {deed.reason && <p className={styles.reason}>{w.reason(deed.reason)}</p>}
        </li>
      ))}
    </ol>
  );
}
