import { Link } from 'react-router';
import type { Problem, Reason } from '../lib/problem';
import { useWords } from '../lib/words';
import styles from './WhyBox.module.css';
import { words } from './words';

interface WhyBoxProps {
  /** The API's `why.verb` or a refusal's `reasons`. */
  reasons: readonly Reason[];
  /** The word before the reasons; 「理由」 unless something fits better. */
  label?: string;
  id?: string;
}

/** Why something is not possible now, each reason with the step that leads on. Nothing when there is no reason. */
export function WhyBox({ reasons, label, id }: WhyBoxProps) {
  const w = useWords(words);
  if (reasons.length === 0) return null;
  return (
    <div className={styles.why} id={id}>
      <strong className={styles.label}>{label ?? w.reason}</strong>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.code + reason.message}>
            {reason.message}
            {reason.nextStep && (
              <>
                {' '}
                <NextStep label={reason.nextStep.label} href={reason.nextStep.href} />
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The step that leads on, inside the app or out of it. */
export function NextStep({ label, href }: { label: string; href: string }) {
  return href.startsWith('/') ? (
    <Link to={href} className={styles.step}>
      {label}
    </Link>
  ) : (
    <a href={href} className={styles.step}>
      {label}
    </a>
  );
}

/** Where a session has ended in the middle of something: the sign-in beside it, so that what was typed stays here. */
export function SignInAgain({ problem }: { problem: Problem | null }) {
  const w = useWords(words);
  if (problem?.code !== 'unauthenticated') return null;
  return (
    <a href="/sign-in" target="_blank" rel="noreferrer" className={styles.step}>
      {w.signInAgain}
    </a>
  );
}
