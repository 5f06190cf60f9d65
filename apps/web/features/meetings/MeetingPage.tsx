import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { monthText, rangeText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useNow } from '../../lib/now';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { ReasonSheet } from '../../ui/ReasonSheet';
import { CardSkeleton } from '../../ui/Skeletons';
import { toast } from '../../ui/Toasts';
import { AgendaCard } from './AgendaCard';
import { AnswerCard } from './AnswerCard';
import { AttendanceCard } from './AttendanceCard';
import { cancelMeeting, type Meeting, meetingQuery, tookPlace } from './meetings.api';
import styles from './meetings.module.css';
import { MinutesCard } from './MinutesCard';
import { words as moveWords } from './move.words';
import { MoveMeetingSheet } from './MoveMeetingSheet';
import { stateOf } from './state';
import { words } from './words';

/** One meeting: before it the answer and the agenda, afterwards the minutes; the steward's part on the same page. */
export default function MeetingPage() {
  const w = useWords(words);
  const { id = '' } = useParams();
  const meeting = useQuery(meetingQuery(id));
  const back = { to: '/meetings', label: w.back };
  if (meeting.data) return <Standing meeting={meeting.data} back={back} />;
  return (
    <Page title={w.title} back={back}>
      {meeting.isError ? <ErrorState error={meeting.error} onRetry={() => void meeting.refetch()} /> : <CardSkeleton count={3} />}
    </Page>
  );
}

function Standing({ meeting, back }: { meeting: Meeting; back: { to: string; label: string } }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const move = useWords(moveWords);
  const [cancelling, setCancelling] = useState(false);
  const [moving, setMoving] = useState(false);
  const state = stateOf(meeting, useNow());
  const over = state === 'done';
  const minutes = (over || state === 'running') && <MinutesCard meeting={meeting} />;
  return (
    <Page
      title={w.of(monthText(`${meeting.month}-01`, locale))}
      width="wide"
      back={back}
      sub={
        <>
          {rangeText(meeting.startsAt, meeting.endsAt, locale)}
          {over && (
            <>
              <br />
              {w.sum(meeting.counts.attended, meeting.counts.decisions)}
            </>
          )}
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.stack}>
          {!over && <AnswerCard meeting={meeting} />}
          {over && minutes}
          <AgendaCard meeting={meeting} />
          {!over && minutes}
        </div>
        <div className={styles.stack}>
          {meeting.attendees && state !== 'cancelled' && <AttendanceCard meeting={meeting} attendees={meeting.attendees} />}
          {meeting.can.cancel && (
            <Card title={w.whatElse} tone="sunk">
              <div className={styles.buttons}>
                <ActionButton tone="quiet" onClick={() => setMoving(true)} aria-haspopup="dialog">
                  {move.do}
                </ActionButton>
                <ActionButton tone="danger" onClick={() => setCancelling(true)} aria-haspopup="dialog">
                  {w.cancel.do}
                </ActionButton>
              </div>
            </Card>
          )}
        </div>
      </div>
      {moving && <MoveMeetingSheet meeting={meeting} onClose={() => setMoving(false)} />}
      <ReasonSheet
        opened={cancelling}
        onClose={() => setCancelling(false)}
        title={w.cancel.title}
        hint={w.cancel.hint}
        submitLabel={w.cancel.submit}
        tone="danger"
        onSend={async (reason) => {
          const cancelled = await cancelMeeting(meeting.id, reason);
          toast(w.cancel.done);
          setCancelling(false);
          await tookPlace(client, cancelled);
        }}
      >
        <p>{w.cancel.text}</p>
      </ReasonSheet>
    </Page>
  );
}
