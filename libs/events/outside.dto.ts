import { ChoiceField, IdField, PatternField } from '#libs/door';
import type { Locale } from '#libs/words';
import { PLANNED_KINDS, type EventKind } from './event.rules.js';
import { PREFECTURES } from './events.dto.js';

/** Which events a feed or a frame shows. */
export class OutsideQuery {
  @IdField({ optional: true }) spaceId?: string;
  @ChoiceField(PLANNED_KINDS, { optional: true }) kind?: EventKind;
  @PatternField(PREFECTURES, 'prefecture', { optional: true, description: 'prefectures by their numbers, with commas: `03,28`' }) area?: string;
  @ChoiceField(['ja', 'en'], { optional: true, description: 'the language, whatever the reader’s program asks for' }) lang?: Locale;
}
