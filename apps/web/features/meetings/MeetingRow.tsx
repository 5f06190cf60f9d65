import { factsText, monthText, rangeText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useNow } from '../../lib/now';
import { useWords } from '../../lib/words';
import { StatusTag } from '../../ui/Tags';
import { LinkRow } from '../../ui/TextLink';
import type { MeetingItem } from './meetings.api';
import { STATE_TONES, stateOf } from './state';
import { words } from './words';

/** One meeting in a list: ahead with who comes, past with what it came to. */
export function MeetingRow({ meeting }: { meeting: MeetingItem }) {
  const w = useWords(words);
  const locale = useLocale();
  const state = stateOf(meeting, useNow());
  const { counts } = meeting;
  const facts = state === 'done' ? w.sum(counts.attended, counts.decisions) : factsText([w.topicsCount(counts.topics), counts.invited > 0 && w.coming(counts.coming)], locale);
  return (
    <LinkRow
      to={`/meetings/${meeting.id}`}
      title={w.of(monthText(`${meeting.month}-01`, locale))}
      sub={
        <>
          {rangeText(meeting.startsAt, meeting.endsAt, locale, false)}
          {state !== 'cancelled' && (
            <>
              <br />
              {facts}
            </>
          )}
        </>
      }
      aside={
        state === 'done' && meeting.minutesPublishedAt ? <StatusTag tone="ok">{w.minutesThere}</StatusTag> : <StatusTag tone={STATE_TONES[state]}>{w.status[state]}</StatusTag>
      }
    />
  );
}
