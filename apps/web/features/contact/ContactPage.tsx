import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { LineSkeleton } from '../../ui/Skeletons';
import { TextLink } from '../../ui/TextLink';
import { installationQuery } from '../identity/identity.api';
import styles from './ContactPage.module.css';
import { words } from './words';

/** Where to turn: first the private help desk, then the space, then the cooperative. Open to everybody. */
export default function ContactPage() {
  const w = useWords(words);
  const { me } = useSession();
  const installation = useQuery(installationQuery);
  return (
    <Page title={w.title} sub={w.sub}>
      <Card title={w.desk.title} tone="warm">
        <p>{w.desk.lead}</p>
        {installation.isPending && <LineSkeleton count={1} />}
        {installation.isError && <ErrorState error={installation.error} onRetry={() => void installation.refetch()} />}
        {installation.data?.helpDesk && <Reachable text={installation.data.helpDesk} />}
        {installation.data?.helpDesk === '' && <p className={styles.soft}>{w.desk.unset}</p>}
        <ul className={styles.topics}>
          {w.desk.topics.map((topic) => (
            <li key={topic}>{topic}</li>
          ))}
        </ul>
        <p className={styles.safe}>{w.desk.safe}</p>
      </Card>
      <Card title={w.today.title}>
        <p>{w.today.text}</p>
        <p className={styles.links}>
          {me?.mixer && <TextLink to="/me/shifts">{w.today.shifts}</TextLink>}
          <TextLink to="/spaces">{w.today.spaces}</TextLink>
        </p>
      </Card>
      {me?.mixer && (
        <Card title={w.cannot.title}>
          <p>{w.cannot.text}</p>
        </Card>
      )}
      <p className={styles.soft}>{w.urgent}</p>
      {installation.data && (
        <p className={styles.soft}>
          {w.house} {installation.data.name} {installation.data.address}
        </p>
      )}
    </Page>
  );
}

const PIECE = /([\w.+-]+@[\w.-]+\.\w+|\+?\d[\d-]{7,}\d)/;

/** The cooperative's own words, with its telephone numbers and addresses ready to be used. */
function Reachable({ text }: { text: string }) {
  return (
    <p className={styles.desk}>
      {text.split(PIECE).map((piece, index) => {
        if (index % 2 === 0) return piece;
        const href = piece.includes('@') ? `mailto:${piece}` : `tel:${piece.replaceAll('-', '')}`;
        return (
          <a key={index} href={href}>
            {piece}
          </a>
        );
      })}
    </p>
  );
}
