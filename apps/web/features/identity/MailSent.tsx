import type { ReactNode } from 'react';
import { Card } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { TextLink } from '../../ui/TextLink';
import styles from './identity.module.css';

interface MailSentProps {
  title: string;
  hint?: string;
  back: { to: string; label: string };
  children: ReactNode;
}

/** What follows a form whose answer comes by mail. Says the same whether or not the address is known. */
export function MailSent({ title, hint, back, children }: MailSentProps) {
  return (
    <Page key={title} title={title} width="form">
      <Card>
        <p className={styles.text} role="status">
          {children}
        </p>
        {hint && <p className={styles.hint}>{hint}</p>}
        <TextLink to={back.to}>{back.label}</TextLink>
      </Card>
    </Page>
  );
}
