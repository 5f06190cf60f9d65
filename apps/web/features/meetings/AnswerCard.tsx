import { Button } from '@mantine/core';
import { rangeText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useNow } from '../../lib/now';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { StatusTag } from '../../ui/Tags';
import { When } from '../../ui/When';
import { answerMeeting, type Meeting, sayHere } from './meetings.api';
import styles from './meetings.module.css';
import { words as moveWords } from './move.words';
import { STATE_TONES, stateOf } from './state';
import { useTake } from './useTake';
import { words } from './words';

/** When it is, whether one comes, and the way in. */
export function AnswerCard({ meeting, title }: { meeting: Meeting; title?: string }) {
  const all = useWords(words);
  const w = all.answer;
  const move = useWords(moveWords);
  const locale = useLocale();
  const now = useNow();
  const state = stateOf(meeting, now);
  const take = useTake();
  const { id, answer, askedAgain, movedFrom, canAnswer, can, counts, onlineUrl, attended } = meeting;
  const asks = canAnswer && (answer === null || askedAgain) && !attended;
  const said = { said: w.saved };
  const here = can.sayHere;
  return (
    <Card title={title} tone={asks || here ? 'warm' : 'plain'} aside={<StatusTag tone={STATE_TONES[state]}>{all.status[state]}</StatusTag>}>
      <div className={styles.inside}>
        <When startsAt={meeting.startsAt} endsAt={meeting.endsAt} size="headline" />
        {state === 'cancelled' && (
          <p>
            {w.cancelled}
            {meeting.cancelReason && ` ${w.reason(meeting.cancelReason)}`}
          </p>
        )}
        {movedFrom && state !== 'cancelled' && (
          <p className={styles.soft}>
            {move.moved(rangeText(movedFrom.startsAt, movedFrom.endsAt, locale, false))} {move.why(movedFrom.reason)}
          </p>
        )}
        {state === 'planned' && <p className={styles.soft}>{w.before}</p>}
        {take.error && <ErrorState error={take.error} />}
        {here && (
          <ActionButton wide busy={take.isPending} onClick={() => take.mutate({ send: () => sayHere(id), said: w.hereDone })}>
            {w.here}
          </ActionButton>
        )}
        {attended && <p>{w.hereIs}</p>}
        {canAnswer && !attended && (
          <>
            <p>{answer === null ? w.ask : askedAgain ? move.again[answer] : answer === 'coming' ? w.isComing : w.isNotComing}</p>
            <div className={styles.buttons} role="group" aria-label={w.label}>
              {(askedAgain || answer !== 'coming') && (
                <ActionButton tone={here || !asks ? 'quiet' : 'main'} busy={take.isPending} onClick={() => take.mutate({ send: () => answerMeeting(id, 'coming'), ...said })}>
                  {w.coming}
                </ActionButton>
              )}
              {(askedAgain || answer !== 'notComing') && (
                <ActionButton tone="quiet" busy={take.isPending} onClick={() => take.mutate({ send: () => answerMeeting(id, 'notComing'), ...said })}>
                  {w.notComing}
                </ActionButton>
              )}
            </div>
          </>
        )}
        {(state === 'invited' || state === 'running') && counts.invited > 0 && (
          <p className={styles.soft}>
            {w.counts(counts.coming, counts.notComing, counts.invited - counts.coming - counts.notComing)}
            {counts.askedAgain > 0 && (
              <>
                <br />
                {move.askedAgain(counts.askedAgain)}
              </>
            )}
          </p>
        )}
        {onlineUrl && (
          <>
            <div>
              <Button component="a" href={onlineUrl} target="_blank" rel="noopener noreferrer" variant="light" color="ai">
                {w.join}
              </Button>
            </div>
            <p className={styles.soft}>{w.joinHint}</p>
          </>
        )}
        {!onlineUrl && (canAnswer || can.cancel) && <p className={styles.soft}>{w.noLink}</p>}
      </div>
    </Card>
  );
}
