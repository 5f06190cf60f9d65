import { useEffect, useRef } from 'react';
import type { FormState } from '../lib/form';
import { useWords } from '../lib/words';
import { useProblemText } from './ErrorState';
import styles from './FormErrors.module.css';
import { Problem } from '../lib/problem';
import { SignInAgain, WhyBox } from './WhyBox';
import { words } from './words';

interface FormErrorsProps {
  form: FormState;
  /** The label of each input by its path, for the links of the summary. */
  labels: Readonly<Record<string, string>>;
}

const NOTHING = new Problem({ status: 0, code: '', title: '' });

/** The summary at the top of a form: what happened and a link to each input that needs a look. Takes the focus when it appears. */
export function FormErrors({ form, labels }: FormErrorsProps) {
  const w = useWords(words);
  const box = useRef<HTMLDivElement>(null);
  const { problem, fields, attempts, idOf } = form;
  const text = useProblemText(problem ?? NOTHING);
  const shown = problem !== null || fields.length > 0;

  useEffect(() => {
    if (shown) box.current?.focus();
  }, [attempts, shown]);

  if (!shown) return null;
  const aboutFields = fields.length > 0;
  return (
    <div className={styles.errors} ref={box} tabIndex={-1} role="alert">
      <p className={styles.title}>{aboutFields ? w.formTitle(fields.length) : text.title}</p>
      {!aboutFields && text.detail && <p>{text.detail}</p>}
      {!aboutFields && text.todo && <p>{text.todo}</p>}
      {aboutFields && (
        <ul>
          {fields.map((field) => (
            <li key={field.path + field.code}>
              <a
                href={`#${idOf(field.path)}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(idOf(field.path))?.focus();
                }}
              >
                {w.pair(labelOf(field.path, labels), field.message)}
              </a>
            </li>
          ))}
        </ul>
      )}
      <SignInAgain problem={problem} />
      {problem && <WhyBox reasons={problem.reasons} />}
    </div>
  );
}

/** The label of the nearest known path: `hours.0.opensAt` falls back to `hours`. */
function labelOf(path: string, labels: Readonly<Record<string, string>>): string {
  for (let at = path; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const label = labels[at];
    if (label) return label;
  }
  return path;
}
