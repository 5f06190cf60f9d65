import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { Markdown } from '../../ui/Markdown';
import { Page } from '../../ui/Page';
import { LineSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { LinkRow, LinkRows, TextLink } from '../../ui/TextLink';
import styles from './legal.module.css';
import { LEGAL_KINDS, type LegalKind, type LegalText, legalTextQuery } from './legal.api';
import { words } from './words';

/** A text that the public reads, as it holds or as it was. */
export default function LegalTextPage() {
  const w = useWords(words);
  const { kind } = useParams();
  const known = LEGAL_KINDS.find((one) => one === kind);
  if (known) return <Text key={known} kind={known} />;
  return (
    <Page title={w.text}>
      <EmptyState title={w.none} />
    </Page>
  );
}

function Text({ kind }: { kind: LegalKind }) {
  const w = useWords(words);
  const locale = useLocale();
  const [params] = useSearchParams();
  const wanted = Number(params.get('version'));
  const text = useQuery(legalTextQuery(kind, Number.isInteger(wanted) && wanted > 0 ? wanted : undefined));
  const { data } = text;
  return (
    <Page title={w.title[kind]} sub={data && w.version(data.version, dayText(data.inForceOn, locale))}>
      {text.isPending && <LineSkeleton count={10} />}
      {text.isError && <ErrorState error={text.error} onRetry={() => void text.refetch()} />}
      {data && (
        <>
          <Standing text={data} />
          {locale === 'en' && <p className={styles.soft}>{w.binding}</p>}
          <Card as="article">
            <div className={styles.text}>
              <Markdown>{data.body}</Markdown>
            </div>
          </Card>
          {data.versions.length > 1 && <Versions text={data} />}
          <section aria-label={w.others}>
            <LinkRows>
              {LEGAL_KINDS.filter((other) => other !== kind).map((other) => (
                <LinkRow key={other} to={`/legal/${other}`} title={w.title[other]} />
              ))}
            </LinkRows>
          </section>
        </>
      )}
    </Page>
  );
}

/** Whether this is the version in force, and whether the next one is announced. */
function Standing({ text }: { text: LegalText }) {
  const w = useWords(words);
  const locale = useLocale();
  const { kind, inForce, version, versions } = text;
  if (!inForce) {
    const newest = versions[0];
    return (
      <p className={styles.notice}>
        {newest && version === newest.version ? w.coming : w.past} <TextLink to={`/legal/${kind}`}>{w.toCurrent}</TextLink>
      </p>
    );
  }
  const next = versions.findLast((one) => one.version > version);
  if (!next) return null;
  return (
    <p className={styles.notice}>
      {w.planned(dayText(next.inForceOn, locale))} <TextLink to={`/legal/${kind}?version=${next.version}`}>{w.seePlanned}</TextLink>
    </p>
  );
}

function Versions({ text }: { text: LegalText }) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <Card title={w.versions}>
      <ul className={styles.versions}>
        {text.versions.map(({ version, inForceOn, change }) => (
          <li key={version}>
            <span className={styles.line}>
              {version === text.version ? (
                <b>{w.version(version, dayText(inForceOn, locale))}</b>
              ) : (
                <TextLink to={`/legal/${text.kind}?version=${version}`}>{w.version(version, dayText(inForceOn, locale))}</TextLink>
              )}
              {version === text.version && text.inForce && <StatusTag tone="ok">{w.now}</StatusTag>}
            </span>
            {change && <span className={styles.soft}>{change}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
