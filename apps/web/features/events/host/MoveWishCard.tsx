import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { instantText, rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card, Facts } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { ReasonSheet } from '../../../ui/ReasonSheet';
import { StatusTag } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { SplitTerms } from '../../revenue/SplitTerms';
import { words } from './changes.words';
import { CounterSheet } from './CounterSheet';
import { words as factWords } from './facts.words';
import { words as heldWords } from './held.words';
import { type EventDetail, rereadEvents, splitQuery } from './host.api';
import styles from './host.module.css';
import { words as moveWords } from './move.words';
import { counterMove, refuseMove, takeIn } from './sides.api';

interface MoveWishCardProps {
  event: EventDetail;
  side: 'host' | 'space';
  /** The space would have it at another time instead. */
  onOther?: () => void;
}

/** A change of time or place that waits for an answer: of the space, or of the host to what a space asks for or would like itself. */
export function MoveWishCard({ event, side, onOther }: MoveWishCardProps) {
  const w = useWords(words).move;
  const m = useWords(moveWords);
  const { outside } = useWords(factWords);
  const { person } = useWords(heldWords);
  const locale = useLocale();
  const client = useQueryClient();
  const [open, setOpen] = useState<'allow' | 'counter' | 'refuse' | null>(null);
  const close = () => setOpen(null);
  const wish = event.moveWish;
  /** Whose yes it would be: of the host to somebody else’s wish, of the host to the terms that a space asks for, or of the space. */
  const yes = wish?.waitsForHost && !wish.counter ? 'host' : wish?.counter && (side === 'host' || wish.waitsForHost) ? 'terms' : 'space';
  const joins = yes === 'space' && Boolean(wish?.elsewhere && wish.can.allow) && event.toYen > 0;
  const split = useQuery({ ...splitQuery(event.id), enabled: joins });
  const version = joins ? split.data?.agreement?.version : undefined;
  const allow = useMutation({
    mutationFn: () =>
      takeIn(event.id, {
        saidAt: wish?.counter?.at ?? wish?.wishedAt ?? '',
        ...(version === undefined ? {} : { splitVersion: version }),
        // The sheet has said so, and whoever presses its button says yes to it.
        ...(yes === 'space' && wish?.outsideHours ? { outsideHours: true } : {}),
      }),
    onSuccess: () => {
      close();
      toast(yes === 'host' ? m.agreed : w.done);
    },
    onSettled: () => rereadEvents(client),
  });
  if (!wish) return <MoveAnswer event={event} />;
  const wanted = rangeText(wish.startsAt, wish.endsAt, locale);
  const { counter, can, why, elsewhere, waitsForHost } = wish;
  const barred = why.allow ?? [];
  const ours = side === 'space' && yes === 'space' && (can.allow || barred.length > 0);
  /** The one whose wish waits for the host can only take it back; the host says yes or no to it. */
  const takesBack = waitsForHost ? !can.allow : side === 'host';
  const say = {
    host: { allow: m.agree, title: m.agreeTitle, text: m.agreeText },
    terms: { allow: m.accept, title: m.acceptTitle, text: m.acceptText },
    space: elsewhere ? { allow: m.takeIn, title: m.takeInTitle, text: m.takeInText } : { allow: w.allow, title: w.allowTitle, text: w.spaceHint },
  }[yes];
  const asksHost = can.allow && yes === 'host';
  const title = {
    host: counter ? m.counterTitleHost : asksHost ? m.hostAskedTitle : w.openTitle,
    space: asksHost ? m.hostAskedTitle : waitsForHost ? w.openTitle : elsewhere && (ours || !can.money) ? m.askedTitle : w.openFrom,
  }[side];
  return (
    <Card title={title} tone="warm">
      <Facts
        items={[
          { label: w.now, value: <WhenAndWhere when={rangeText(event.startsAt, event.endsAt, locale)} where={event.place} /> },
          {
            label: w.wanted,
            value: (
              <>
                <WhenAndWhere when={<b>{wanted}</b>} where={wish.place} />
                {wish.outsideHours && (
                  <div>
                    <StatusTag tone="warn">{outside}</StatusTag>
                  </div>
                )}
              </>
            ),
          },
          { label: w.reason, value: wish.reason },
          ...(waitsForHost && wish.name !== '' ? [{ label: m.wishedBy, value: person(wish.name) }] : []),
        ]}
      />
      {waitsForHost && yes === 'host' && <p className={styles.soft}>{can.allow ? m.hostAskedHint : m.waitsForHost}</p>}
      {side === 'space' && !can.money && <p className={styles.soft}>{m.readAlong}</p>}
      {ours && elsewhere && <p className={styles.soft}>{counter ? m.counterSent : m.askedHint(event.space?.name ?? '')}</p>}
      {counter && (
        <div className={styles.section}>
          <b>{m.theirTerms(counter.name)}</b>
          <SplitTerms split={counter} />
          {counter.note && <p className={styles.said}>{counter.note}</p>}
          {yes === 'terms' && <p className={styles.soft}>{m.hostHint}</p>}
        </div>
      )}
      <div className={styles.actions}>
        {(can.allow || barred.length > 0) && (
          <ActionButton blocked={barred} blockedLabel={m.cannotTakeIn} onClick={() => setOpen('allow')} busy={joins && split.isPending} aria-haspopup="dialog">
            {say.allow}
          </ActionButton>
        )}
        {side === 'space' && can.counter && (
          <ActionButton tone="quiet" onClick={() => setOpen('counter')} aria-haspopup="dialog">
            {m.counter}
          </ActionButton>
        )}
        {ours && !elsewhere && onOther && (
          <ActionButton tone="quiet" onClick={onOther} aria-haspopup="dialog">
            {w.other}
          </ActionButton>
        )}
        {can.refuse && (
          <ActionButton tone="bare" onClick={() => setOpen('refuse')} aria-haspopup="dialog">
            {takesBack ? m.takeBack : m.refuse}
          </ActionButton>
        )}
      </div>
      <Confirm opened={open === 'allow'} onClose={close} title={say.title} confirmLabel={say.allow} tone="main" busy={allow.isPending} onConfirm={() => allow.mutate()}>
        {allow.error && <ErrorState error={allow.error} />}
        <p>
          <b>{wanted}</b> {wish.place}
        </p>
        <p>{say.text}</p>
        {yes === 'space' && wish.outsideHours && (
          <p>
            <b>{m.outsideToo}</b>
          </p>
        )}
      </Confirm>
      {open === 'counter' && (
        <CounterSheet
          event={event}
          words={m}
          hours={wish.outsideHours ? m.outside : undefined}
          onSend={(split, note, outsideHours) => counterMove(event.id, { split, note, ...(outsideHours ? { outsideHours } : {}) })}
          onClose={close}
        />
      )}
      <ReasonSheet
        opened={open === 'refuse'}
        onClose={close}
        title={takesBack ? m.takeBackTitle : m.refuseTitle}
        hint={takesBack ? m.takeBackHint[side] : m.refuseHint[side]}
        submitLabel={takesBack ? m.takeBack : m.refuse}
        tone="danger"
        onSend={async (reason) => {
          await refuseMove(event.id, reason);
          close();
          toast(takesBack ? m.tookBack : m.refused[side]);
          await rereadEvents(client);
        }}
      />
    </Card>
  );
}

function WhenAndWhere({ when, where }: { when: ReactNode; where: string }) {
  return (
    <>
      {when}
      <br />
      {where}
    </>
  );
}

/** The no to the last wish, until there is another. */
function MoveAnswer({ event }: { event: EventDetail }) {
  const w = useWords(words).move;
  const m = useWords(moveWords);
  const locale = useLocale();
  const { moveAnswer: answer } = event;
  if (!answer || (event.status !== 'approved' && event.status !== 'published')) return null;
  return (
    <Card title={answer.takenBack ? m.answered.takenBack : m.answered.refused}>
      <Facts items={[{ label: w.wanted, value: rangeText(answer.startsAt, answer.endsAt, locale) }]} />
      <p className={styles.said}>{answer.reason}</p>
      <p className={styles.soft}>{m.answeredBy(answer.name, instantText(answer.at, locale, false))}</p>
    </Card>
  );
}
