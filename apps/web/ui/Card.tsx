import type { ReactNode } from 'react';
import styles from './Card.module.css';

interface CardProps {
  title?: ReactNode;
  /** A quiet word at the right of the title. */
  aside?: ReactNode;
  /** `warm` marks the one card that wants something now, `sunk` recedes. */
  tone?: 'plain' | 'warm' | 'sunk';
  /** Level of the title, 2 unless the card stands under another heading. */
  level?: 2 | 3;
  /** The element: `li` inside a list. */
  as?: 'section' | 'li' | 'div' | 'article';
  id?: string;
  children: ReactNode;
}

/** A piece of paper on the page. */
export function Card({ title, aside, tone = 'plain', level = 2, as: Element = 'section', id, children }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <Element className={styles.card} data-tone={tone} id={id}>
      {(title || aside) && (
        <div className={styles.head}>
          {title && <Heading className={styles.title}>{title}</Heading>}
          {aside && <div className={styles.aside}>{aside}</div>}
        </div>
      )}
      {children}
    </Element>
  );
}

interface CardsProps {
  children: ReactNode;
  /** Cards stand side by side where there is room for this many pixels each; one column without it. */
  min?: number;
  /** Each keeps its own height, however tall those beside it are. */
  ownHeight?: boolean;
}

/** A list of cards (`as="li"`). */
export function Cards({ children, min, ownHeight = false }: CardsProps) {
  const columns = min ? `repeat(auto-fill, minmax(min(100%, ${min}px), 1fr))` : undefined;
  return (
    <ul className={styles.cards} style={{ gridTemplateColumns: columns, alignItems: ownHeight ? 'start' : undefined }}>
      {children}
    </ul>
  );
}

interface FactsProps {
  items: readonly { label: string; value: ReactNode }[];
}

/** Pairs of label and value, as a description list. */
export function Facts({ items }: FactsProps) {
  return (
    <dl className={styles.facts}>
      {items.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
