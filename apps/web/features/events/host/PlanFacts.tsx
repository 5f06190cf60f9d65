import { yenText } from '../../../lib/format';
import { rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { tokyoTime } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { Card, Facts } from '../../../ui/Card';
import { Fold } from '../../../ui/Fold';
import { Markdown } from '../../../ui/Markdown';
import { StatusTag } from '../../../ui/Tags';
import { When } from '../../../ui/When';
import { words } from './facts.words';
import { words as heldWords } from './held.words';
import type { EventDetail } from './host.api';
import styles from './host.module.css';

/** The plan in words: everything that host and space have to know of it. */
export function PlanFacts({ event, withHost = false }: { event: EventDetail; withHost?: boolean }) {
  const w = useWords(words);
  const { wishOpen } = useWords(heldWords);
  const locale = useLocale();
  const { room, movedFrom } = event;
  const fee = (yen: number) => (yen === 0 ? w.free : yenText(yen, locale));
  return (
    <Card title={w.title}>
      <Facts
        items={[
          {
            label: w.when,
            value: (
              <>
                <When startsAt={event.startsAt} endsAt={event.endsAt} /> {event.outsideHours && <StatusTag tone="warn">{w.outside}</StatusTag>}
                {movedFrom && <p className={styles.soft}>{w.movedFrom(rangeText(movedFrom.startsAt, movedFrom.endsAt, locale, false), movedFrom.place)}</p>}
              </>
            ),
          },
          ...(event.space ? [{ label: w.where, value: event.space.name }] : []),
          ...(event.format !== 'online' ? [{ label: w.room, value: room ? w.roomSeats(room.name, room.capacity) : w.noRoom }] : []),
          ...(event.format !== 'onsite' ? [{ label: w.format, value: w.formats[event.format] }] : []),
          ...(event.onlineUrl ? [{ label: w.link, value: <span className={styles.link}>{event.onlineUrl}</span> }] : []),
          ...(withHost ? [{ label: w.host, value: event.host.name }] : []),
          { label: w.seats, value: w.seatsOf(event.capacity, event.minGuests) },
          {
            label: w.fee,
            value: event.ticketTypes.map(({ name, priceYen, capacity }) => (
              <div key={name}>{w.ticket(name, fee(priceYen), capacity)}</div>
            )),
          },
          ...(event.toYen > 0 ? [{ label: w.methods, value: event.methods.map((method) => w.method[method]).join(w.and) }] : []),
          { label: w.seller, value: w.sellers[event.sellerOfRecord] },
          ...(event.alcohol ? [{ label: w.alcohol, value: w.alcoholYes }] : []),
          ...(event.tablePlan.length > 0
            ? [{ label: w.tables, value: event.tablePlan.map(({ name, seats, theme }) => <div key={name}>{w.table(name, seats, theme)}</div>) }]
            : []),
          ...(event.timetable.length > 0
            ? [
                {
                  label: w.timetable,
                  value: (
                    <div className={styles.days}>
                      {event.timetable.map(({ minutesIn, title, note }, at) => (
                        <div key={at} style={{ display: 'contents' }}>
                          <span>{tokyoTime(new Date(Date.parse(event.startsAt) + minutesIn * 60_000))}</span>
                          <span>
                            {title} {note && <span className={styles.soft}>{note}</span>}
                          </span>
                        </div>
                      ))}
                    </div>
                  ),
                },
              ]
            : []),
          ...(event.questions.length > 0
            ? [
                {
                  label: w.questions,
                  value: event.questions.map(({ id, text, required }) => (
                    <div key={id}>
                      {text} {required && <span className={styles.soft}>{w.required}</span>}
                    </div>
                  )),
                },
              ]
            : []),
        ]}
      />
      {(event.theme || event.description) && (
        <Fold label={w.about}>
          {event.theme && <p className={styles.next}>{event.theme}</p>}
          {event.description && <Markdown>{event.description}</Markdown>}
        </Fold>
      )}
      {event.moveWish && <StatusTag tone="warn">{wishOpen}</StatusTag>}
    </Card>
  );
}
