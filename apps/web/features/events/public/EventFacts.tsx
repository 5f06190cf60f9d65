import { prefectureName } from '#libs/words';
import { factsText, yenText } from '../../../lib/format';
import { type Locale, useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { StatusTag } from '../../../ui/Tags';
import { words } from './event.words';
import type { EventItem } from './events.api';

/** 「無料」, 「800円」, 「800円〜」, 「0〜800円」. */
export function priceText({ fromYen, toYen }: Pick<EventItem, 'fromYen' | 'toYen'>, locale: Locale): string {
  const w = words[locale].price;
  if (toYen === 0) return w.free;
  if (fromYen === 0) return w.upTo(yenText(toYen, locale));
  return fromYen === toYen ? yenText(fromYen, locale) : w.from(yenText(fromYen, locale));
}

/** The place in a few words: the space and its town, or online. */
export function shortPlace({ space, format }: Pick<EventItem, 'space' | 'format'>, locale: Locale): string {
  const w = words[locale];
  if (!space) return w.online;
  const town = locale === 'ja' ? `${prefectureName(space.prefecture, locale)}${space.city}` : `${space.city}, ${prefectureName(space.prefecture, locale)}`;
  return factsText([space.name, town, format === 'hybrid' && w.online], locale);
}

export type Stage = 'open' | 'full' | 'running' | 'over' | 'cancelled';

/** Where an event stands for somebody who might come. */
export function stageOf(event: Pick<EventItem, 'status' | 'startsAt' | 'endsAt' | 'seatsLeft'>, now: number): Stage {
  if (event.status === 'cancelled') return 'cancelled';
  if (event.status === 'done' || event.status === 'settled' || Date.parse(event.endsAt) <= now) return 'over';
  if (Date.parse(event.startsAt) <= now) return 'running';
  return event.seatsLeft === 0 ? 'full' : 'open';
}

/** From this few seats on they are counted aloud in warm colours. */
const FEW = 5;

interface SeatsTagProps {
  event: EventItem;
  now: number;
  /** Says how many there are in all as well. */
  whole?: boolean;
}

/** How many seats are left, or why that no longer matters. */
export function SeatsTag({ event, now, whole = false }: SeatsTagProps) {
  const w = useWords(words);
  const stage = stageOf(event, now);
  if (stage === 'cancelled') return <StatusTag tone="bad">{w.state.cancelled}</StatusTag>;
  if (stage === 'over') return <StatusTag>{w.state.over}</StatusTag>;
  if (stage === 'running') return <StatusTag tone="ai">{w.state.running}</StatusTag>;
  if (stage === 'full') return <StatusTag tone="warn">{event.waiting > 0 && whole ? w.seats.fullWaiting(event.waiting) : w.seats.full}</StatusTag>;
  const text = whole ? w.seats.leftOf(event.seatsLeft, event.capacity) : w.seats.left(event.seatsLeft);
  return <StatusTag tone={event.seatsLeft <= FEW ? 'kaki' : 'ok'}>{text}</StatusTag>;
}

export function KindTag({ kind }: Pick<EventItem, 'kind'>) {
  const w = useWords(words).kind;
  return <StatusTag tone="warn">{w[kind]}</StatusTag>;
}

/** A seat's price where it stands alone. */
export function Price({ event }: { event: Pick<EventItem, 'fromYen' | 'toYen'> }) {
  return priceText(event, useLocale());
}
