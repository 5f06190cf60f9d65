import { useQuery } from '@tanstack/react-query';
import { rangeText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { CalendarIcon } from '../../ui/icons';
import { StatusTag } from '../../ui/Tags';
import { LinkRow, LinkRows } from '../../ui/TextLink';
import { meetingsAheadQuery } from './meetings.api';
import styles from './meetings.module.css';
import { words } from './words';

/** On the mixer's home: the meeting to which one is invited. Silent while there is none. */
export function HomeMeeting() {
  const w = useWords(words);
  const locale = useLocale();
  const next = useQuery(meetingsAheadQuery).data?.items.find(({ status, canAnswer }) => status === 'invited' && canAnswer);
  if (!next) return null;
  const asks = next.answer === null || next.askedAgain;
  return (
    <section className={styles.section} aria-labelledby="home-meeting">
      <h2 id="home-meeting">{w.title}</h2>
      <LinkRows>
        <LinkRow
          to={`/meetings/${next.id}`}
          icon={<CalendarIcon />}
          title={rangeText(next.startsAt, next.endsAt, locale, false)}
          sub={
            <span className={styles.buttons}>
              <StatusTag tone={asks ? 'kaki' : next.answer === 'coming' ? 'ok' : 'plain'}>
                {asks ? w.answer.askShort : next.answer === 'coming' ? w.answer.coming : w.answer.notComing}
              </StatusTag>
              {w.topicsCount(next.counts.topics)}
            </span>
          }
        />
      </LinkRows>
    </section>
  );
}
