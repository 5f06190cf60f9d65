import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card, Facts } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { toast } from '../../../ui/Toasts';
import { type EventDetail, moveEvent, rereadEvents } from './host.api';
import styles from './host.module.css';
import { words } from './host.words';

/** A change of time or place that waits for the space's word. */
export function MoveWishCard({ event, side, onOther }: { event: EventDetail; side: 'host' | 'space'; onOther?: () => void }) {
  const w = useWords(words).move;
  const locale = useLocale();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const wish = event.moveWish;
  const allow = useMutation({
    mutationFn: () => moveEvent(event.id, {}),
    onSuccess: () => {
      setAsked(false);
      toast(w.done);
    },
    onSettled: () => rereadEvents(client),
  });
  if (!wish) return null;
  const wanted = rangeText(wish.startsAt, wish.endsAt, locale);
  return (
    <Card title={side === 'host' ? w.openTitle : w.openFrom} tone="warm">
      <Facts
        items={[
          { label: w.now, value: rangeText(event.startsAt, event.endsAt, locale) },
          { label: w.wanted, value: <b>{wanted}</b> },
          { label: w.reason, value: wish.reason },
        ]}
      />
      {side === 'space' && (
        <div className={styles.actions}>
          <ActionButton onClick={() => setAsked(true)} aria-haspopup="dialog">
            {w.allow}
          </ActionButton>
          {onOther && (
            <ActionButton tone="quiet" onClick={onOther} aria-haspopup="dialog">
              {w.other}
            </ActionButton>
          )}
        </div>
      )}
      <Confirm opened={asked} onClose={() => setAsked(false)} title={w.allowTitle} confirmLabel={w.allow} tone="main" busy={allow.isPending} onConfirm={() => allow.mutate()}>
        {allow.error && <ErrorState error={allow.error} />}
        <p>
          <b>{wanted}</b>
        </p>
        <p>{w.spaceHint}</p>
      </Confirm>
    </Card>
  );
}
