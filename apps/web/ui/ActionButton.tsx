import { Button, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import type { Reason } from '../lib/problem';
import { useWords } from '../lib/words';
import styles from './ActionButton.module.css';
import { WhyBox } from './WhyBox';
import { words } from './words';

/** `main` the one action of a screen (persimmon), `quiet` everything beside it, `bare` in rows, `danger` what cannot be undone. */
type ActionTone = 'main' | 'quiet' | 'bare' | 'danger';

const LOOK = {
  main: { variant: 'filled', color: 'kaki' },
  quiet: { variant: 'light', color: 'ai' },
  bare: { variant: 'subtle', color: 'ai' },
  danger: { variant: 'light', color: 'bad' },
} as const;

interface Look {
  tone?: ActionTone;
  /** Full width: the action of a card, or of a phone's form. */
  wide?: boolean;
  icon?: ReactNode;
  size?: 'xs' | 'sm' | 'md';
  children: ReactNode;
}

interface ActionButtonProps extends Look {
  onClick?: () => void;
  type?: 'button' | 'submit';
  /** The work is under way: a second press does nothing, and it is said aloud. */
  busy?: boolean;
  /** The API's `why.verb`: the button stays visible, does nothing, and tells why below itself. */
  blocked?: readonly Reason[];
  /** What the button says while it is blocked; its own words unless given (「いまは予約できません」). */
  blockedLabel?: string;
  disabled?: boolean;
  'aria-label'?: string;
  'aria-expanded'?: boolean;
  'aria-haspopup'?: 'dialog' | 'menu';
}

/** A button that says what it does, that it is doing it, or why it cannot. */
export function ActionButton(props: ActionButtonProps) {
  const { tone = 'main', wide = false, icon, size = 'sm', children, onClick, type = 'button', busy = false } = props;
  const { blocked = [], blockedLabel, disabled } = props;
  const w = useWords(words);
  const whyId = useId();
  const isBlocked = blocked.length > 0;
  const button = (
    <Button
      {...LOOK[tone]}
      size={size}
      type={isBlocked ? 'button' : type}
      fullWidth={wide}
      leftSection={icon}
      className={styles.button}
      // Blocked and busy buttons keep the focus and can be reached, so that their reason can be read.
      aria-disabled={isBlocked || busy || undefined}
      aria-describedby={isBlocked ? whyId : undefined}
      aria-label={props['aria-label']}
      aria-expanded={props['aria-expanded']}
      aria-haspopup={props['aria-haspopup']}
      data-blocked={isBlocked || undefined}
      data-busy={busy || undefined}
      disabled={disabled}
      onClick={(event) => {
        if (isBlocked || busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {isBlocked && blockedLabel ? blockedLabel : children}
      {busy && <VisuallyHidden>{w.busy}</VisuallyHidden>}
    </Button>
  );
  if (!isBlocked) return button;
  return (
    <div className={styles.withWhy} data-with-why="" data-wide={wide || undefined}>
      {button}
      <WhyBox id={whyId} reasons={blocked} />
    </div>
  );
}

interface ActionLinkProps extends Look {
  to: string;
  'aria-label'?: string;
}

/** A link that looks like an action, because it is the way to one. */
export function ActionLink({ to, tone = 'main', wide = false, icon, size = 'sm', children, ...rest }: ActionLinkProps) {
  return (
    <Button component={Link} to={to} {...LOOK[tone]} size={size} fullWidth={wide} leftSection={icon} {...rest}>
      {children}
    </Button>
  );
}
