import { VisuallyHidden } from '@mantine/core';
import { useWords } from '../../lib/words';
import type { CheckInCode } from './owner.api';
import styles from './owner.module.css';
import { words } from './owner.words';

/** Six digits in two groups, read aloud one by one. */
export function Digits({ code }: Pick<CheckInCode, 'code'>) {
  const w = useWords(words);
  return (
    <p className={styles.digits}>
      <span aria-hidden="true">
        {code.slice(0, 3)} {code.slice(3)}
      </span>
      <VisuallyHidden>{w.desk.codeLabel(code)}</VisuallyHidden>
    </p>
  );
}
