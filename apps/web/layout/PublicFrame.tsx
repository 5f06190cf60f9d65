import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { type Me, startOf } from '../lib/session';
import { useWords } from '../lib/words';
import { ActionLink } from '../ui/ActionButton';
import { Logo } from '../ui/Logo';
import { AccountMenu } from './AccountMenu';
import { LanguageChoice, SchemeChoice } from './choices';
import styles from './PublicFrame.module.css';
import { words } from './words';

interface PublicFrameProps {
  me: Me | null | undefined;
  /** The landing lays out its own sections and takes the whole width. */
  landing: boolean;
  children: ReactNode;
}

/** The frame for people who have not signed in, and for pages that everybody may see. */
export function PublicFrame({ me, landing, children }: PublicFrameProps) {
  const w = useWords(words);
  const { pathname } = useLocation();
  return (
    <div className={styles.frame}>
      <header className={styles.top} data-landing={landing}>
        <Link to="/" className={styles.logo}>
          <Logo size={22} />
        </Link>
        <nav aria-label={w.mainNav} className={styles.nav}>
          <Link to="/events" className={styles.link}>
            {w.findEvents}
          </Link>
          <Link to="/spaces" className={styles.link}>
            {w.findSpaces}
          </Link>
          {me === null && pathname !== '/sign-in' && (
            <ActionLink to="/sign-in" tone="quiet">
              {w.signIn}
            </ActionLink>
          )}
          {me && (
            <>
              <ActionLink to={startOf(me)} tone="quiet">
                {w.toStart}
              </ActionLink>
              <AccountMenu me={me} look="round" />
            </>
          )}
        </nav>
      </header>
      {children}
      <footer className={styles.footer}>
        <div className={styles.inner}>
          <div className={styles.about}>
            <Logo size={22} />
            <p>{w.footer.line}</p>
          </div>
          <nav aria-label={w.footer.nav}>
            <ul className={styles.links}>
              <li>
                <Link to="/events">{w.findEvents}</Link>
              </li>
              <li>
                <Link to="/spaces">{w.findSpaces}</Link>
              </li>
              <li>
                <Link to="/join/space">{w.joinSpace}</Link>
              </li>
              {me ? (
                <li>
                  <Link to={startOf(me)}>{w.toStart}</Link>
                </li>
              ) : (
                <>
                  <li>
                    <Link to="/sign-up">{w.signUp}</Link>
                  </li>
                  <li>
                    <Link to="/sign-in">{w.signIn}</Link>
                  </li>
                </>
              )}
            </ul>
          </nav>
          <nav aria-label={w.footer.texts}>
            <ul className={styles.links}>
              {(['terms', 'privacy', 'commerce'] as const).map((kind) => (
                <li key={kind}>
                  <Link to={`/legal/${kind}`}>{w.footer.legal[kind]}</Link>
                </li>
              ))}
              <li>
                <Link to="/contact">{w.footer.contact}</Link>
              </li>
            </ul>
          </nav>
          <div className={styles.choices}>
            <LanguageChoice />
            <SchemeChoice />
          </div>
        </div>
      </footer>
    </div>
  );
}
