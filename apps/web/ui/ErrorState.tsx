import { asProblem, type Problem } from '../lib/problem';
import { useWords } from '../lib/words';
import { ActionButton } from './ActionButton';
import styles from './ErrorState.module.css';
import { AlertIcon } from './icons';
import { WhyBox } from './WhyBox';
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
        <WhyBox reasons={problem.reasons} />
        {onRetry && problem.status !== 403 && problem.status !== 404 && (
          <ActionButton tone="quiet" onClick={onRetry}>
            {w.retry}
          </ActionButton>
        )}
      </div>
    </div>
  );
}

/** A problem in words: the server's where it sent some, ours where no answer came, and what to do next. */
export function useProblemText(problem: Problem): { title: string; detail: string; todo: string } {
  const w = useWords(words).problem;
  if (problem.code === 'network') return w.network;
  const title = problem.title || w.unexpected.title;
  const detail = problem.detail || (problem.title ? '' : w.unexpected.detail);
  return { title, detail: detail === title ? '' : detail, todo: todoOf(problem, w) };
}

function todoOf(problem: Problem, w: (typeof words)['ja']['problem']): string {
  if (problem.reasons.some((reason) => reason.nextStep)) return '';
  if (problem.status === 429) return w.tooMany(problem.retryAfterSeconds ?? 60);
  if (problem.status === 404) return w.notFound.todo;
  if (problem.status === 403) return w.forbidden.todo;
  if (problem.status === 409) return w.conflict.todo;
  return problem.status >= 500 ? w.unexpected.todo : '';
}
