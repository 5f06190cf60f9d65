import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../lib/words';
import { ChevronLeft } from './icons';
import { Logo } from './Logo';
import styles from './Page.module.css';
import { words } from './words';

interface PageProps {
  /** The heading and the browser's title. */
  title: string;
  /** One quiet line (or a few facts) under the heading. */
  sub?: ReactNode;
  /** Buttons beside the heading; below it on a phone. */
  actions?: ReactNode;
  /** The way back, for screens below another. */
  back?: { to: string; label: string };
  /** `reading` 720 px (default), `form` 440 px, `wide` 1120 px, `full` for calendars. */
  width?: 'reading' | 'form' | 'wide' | 'full';
  /** Shows the logo above the heading on a phone: only on the first screen of a role. */
  brand?: boolean;
  /** A picture above the heading. */
  cover?: ReactNode;
  children: ReactNode;
}

/** A screen: heading, quiet line, actions, content. Takes the focus when somebody arrives from another screen. */
export function Page({ title, sub, actions, back, width = 'reading', brand = false, cover, children }: PageProps) {
  const { pageTitle } = useWords(words);
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();

  // The first screen of a visit (history calls it `default`) leaves the focus where the browser put it.
  const [landedOn] = useState(() => (key === 'default' ? pathname : null));
  useEffect(() => {
    if (pathname !== landedOn) heading.current?.focus({ preventScroll: true });
  }, [pathname, landedOn]);

  return (
    <div className={styles.page} data-width={width}>
      <title>{pageTitle(title)}</title>
      {brand && (
        <div className={styles.brand}>
          <Logo />
        </div>
      )}
      {back && (
        <Link to={back.to} className={styles.back}>
          <ChevronLeft size={18} />
          {back.label}
        </Link>
      )}
      {cover && (
        <div className={styles.cover} data-under={brand || Boolean(back)}>
          {cover}
        </div>
      )}
      <header className={styles.head} data-under={brand || Boolean(back) || Boolean(cover)}>
        <div className={styles.titles}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {sub && <div className={styles.sub}>{sub}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
