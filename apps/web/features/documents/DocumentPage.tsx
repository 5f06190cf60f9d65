import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { type Answer, answer, api } from '../../lib/api';
import { instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { DownloadIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { TextLink } from '../../ui/TextLink';
import styles from './DocumentPage.module.css';
import { words } from './words';

type Paper = Answer<'/api/v1/documents/{id}', 'get'>;

const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ['documents', id],
    queryFn: () => answer(api.GET('/api/v1/documents/{id}', { params: { path: { id } } })),
  });

/** A paper as it was issued, with the means to prove that it still is. */
export default function DocumentPage() {
  const w = useWords(words);
  const { id = '' } = useParams();
  const { me } = useSession();
  const paper = useQuery(documentQuery(id));
  if (!paper.data) {
    return (
      <Page title={w.title}>
        {paper.isPending ? <CardSkeleton count={2} /> : <ErrorState error={paper.error} onRetry={() => void paper.refetch()} />}
      </Page>
    );
  }
  const { data } = paper;
  return (
    <Page
      title={data.title}
      sub={`${data.number}・${w.version(data.version)}`}
      back={me?.mixer ? backFrom(data, w) : undefined}
      actions={
        <a className={styles.download} href={data.pdfHref} target="_blank" rel="noopener">
          <DownloadIcon size={18} />
          {w.download}
        </a>
      }
    >
      <Sheet paper={data} />
      {data.supersedesId && <TextLink to={`/documents/${data.supersedesId}`}>{w.before}</TextLink>}
      <Unchanged paper={data} />
      <p className={styles.soft}>{w.paper}</p>
    </Page>
  );
}

/** A mixer goes back to what the paper is about. */
const backFrom = ({ kind, subjectId }: Paper, w: (typeof words)['ja']) =>
  kind === 'receipt' ? { to: '/me/receipts', label: w.toReceipts } : { to: `/me/shifts/${subjectId}`, label: w.toClaim };

function Sheet({ paper }: { paper: Paper }) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <article className={styles.paper}>
      <header>
        <h2>{paper.title}</h2>
        <p>
          {w.number} {paper.number}
          <br />
          {w.issued} {instantText(paper.issuedAt, locale)}
        </p>
      </header>
      <ol>
        {paper.items.map(({ item, label, lines }) => (
          <li key={item}>
            <h3>{label}</h3>
            <div>
              {lines.map((line, index) => (
                <p key={index}>{line}</p>
              ))}
            </div>
          </li>
        ))}
      </ol>
      <ul className={styles.notes}>
        {paper.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {paper.readAt && <p className={styles.read}>{w.read(instantText(paper.readAt, locale))}</p>}
    </article>
  );
}

/** The digest, and the same digest computed here from the content, so that nobody has to believe the server. */
function Unchanged({ paper }: { paper: Paper }) {
  const w = useWords(words).check;
  const [matches, setMatches] = useState<boolean | null>(null);
  const check = async () => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(paper.canonicalContent));
    setMatches(Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('') === paper.sha256);
  };
  return (
    <Card title={w.title} tone="sunk">
      <p className={styles.soft}>{w.text}</p>
      <code className={styles.digest}>{paper.sha256}</code>
      <div className={styles.check}>
        <ActionButton tone="quiet" onClick={() => void check()}>
          {w.button}
        </ActionButton>
        <p role="status" className={matches === false ? styles.bad : styles.good}>
          {matches === true && w.same}
          {matches === false && w.different} {matches === false && <TextLink to="/contact">{w.contact}</TextLink>}
        </p>
      </div>
    </Card>
  );
}
