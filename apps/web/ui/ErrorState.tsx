import { asProblem, type Problem, type Reason } from '../lib/problem';
import { useWords } from '../lib/words';
import { ActionButton } from './ActionButton';
import styles from './ErrorState.module.css';
import { AlertIcon } from './icons';
import { NextStep, SignInAgain, WhyBox } from './WhyBox';
import { words } from './words';

interface ErrorStateProps {
  /** Whatever was thrown. */
  error: unknown;
  onRetry?: () => void;
}

/** Something could not be read: what happened, what it means, what to do. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const w = useWords(words);
  const problem = asProblem(error);
  const { title, detail, todo } = useProblemText(problem);
  return (
    <div className={styles.error} role="alert">
      <span className={styles.icon}>
        <AlertIcon size={24} />
      </span>
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {detail && <p>{detail}</p>}
        {todo && <p className={styles.todo}>{todo}</p>}
        <SignInAgain problem={problem} />
        <WhyBox reasons={problem.reasons.filter((reason) => !repeats(reason, problem))} />
        {problem.reasons.map(
          (reason) => reason.nextStep && repeats(reason, problem) && <NextStep key={reason.code} {...reason.nextStep} />,
        )}
        {onRetry && mayHelpAgain(problem) && (
          <ActionButton tone="quiet" onClick={onRetry}>
            {w.retry}
          </ActionButton>
        )}
      </div>
    </div>
  );
}

const bare = (text: string): string => text.replace(/[\s。.]/g, '');

/** Often the only reason of a refusal says the refusal once more; then only its way on is new. */
function repeats(reason: Reason, { detail }: Problem): boolean {
  return bare(reason.message) === bare(detail);
}

/** Asking again changes nothing about a "no"; it may where the network, the server or somebody else was in the way. */
function mayHelpAgain(problem: Problem): boolean {
  return problem.status < 400 || problem.status >= 500 || problem.status === 409 || problem.status === 429;
}

/**
 * A problem in words: what happened, what it means, what to do. The server's `detail` says all three in sentences, its `title`
 * only names the kind of problem; so the first sentence of the detail is the heading. Where no answer came, the words are ours.
 */
export function useProblemText(problem: Problem): { title: string; detail: string; todo: string } {
  const w = useWords(words).problem;
  if (problem.code === 'network') return w.network;
  if (problem.status === 429) return { ...headed(problem.detail || problem.title), todo: w.tooMany(problem.retryAfterSeconds ?? 60) };
  if (problem.detail || problem.title) return { ...headed(problem.detail || problem.title), todo: '' };
  return w.unexpected;
}

function headed(sentences: string): { title: string; detail: string } {
  const [, first = sentences, rest = ''] = /^(.+?)(?:。|\. )(.*)$/su.exec(sentences) ?? [];
  return { title: first.replace(/[。.]$/u, ''), detail: rest };
}
