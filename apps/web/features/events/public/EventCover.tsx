import styles from './EventCover.module.css';
import type { EventKind } from './events.api';

interface EventCoverProps {
  /** The same event always has the same beans. */
  id: string;
  kind: EventKind;
  /** `wide` heads a page, `card` stands beside the words of a list. */
  look: 'wide' | 'card';
  /** Nothing is going to happen any more. */
  faded?: boolean;
}

const COLOURS = ['var(--bean-1)', 'var(--bean-2)', 'var(--bean-3)', '#f2b84b', '#b98ad0'] as const;
/** Where beans lie, loosely and never in rows: over the width of a page, or down the side of a card. */
const FIELDS = {
  wide: {
    box: '0 0 520 150',
    places: [
      { x: 30, y: 40 },
      { x: 92, y: 112 },
      { x: 150, y: 36 },
      { x: 206, y: 104 },
      { x: 262, y: 48 },
      { x: 318, y: 116 },
      { x: 372, y: 40 },
      { x: 430, y: 108 },
      { x: 490, y: 46 },
    ],
  },
  card: {
    box: '0 0 100 170',
    places: [
      { x: 30, y: 26 },
      { x: 78, y: 62 },
      { x: 26, y: 96 },
      { x: 74, y: 136 },
      { x: 22, y: 164 },
    ],
  },
} as const;

/** Numbers from 0 to 1 that depend on the text alone. */
function* numbersOf(text: string): Generator<number, never> {
  let state = 7;
  for (const letter of text) state = (state * 31 + letter.charCodeAt(0)) % 2_147_483_647;
  for (;;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

/** Jelly beans in a bag, mixed for each event: a picture without a photograph. Silent, for the words stand beside it. */
export function EventCover({ id, kind, look, faded = false }: EventCoverProps) {
  const numbers = numbersOf(id);
  const next = (from: number, to: number) => from + numbers.next().value * (to - from);
  const first = Math.floor(next(0, COLOURS.length));
  return (
    <span className={styles.cover} data-kind={kind} data-look={look} data-faded={faded || undefined} aria-hidden="true">
      <svg viewBox={FIELDS[look].box} preserveAspectRatio="xMidYMid slice" focusable="false">
        {FIELDS[look].places.map(({ x, y }, index) => {
          const width = next(26, 44);
          const height = width * next(1.45, 1.75);
          const centre = { x: x + next(-9, 9), y: y + next(-9, 9) };
          return (
            <rect
              key={`${x} ${y}`}
              x={centre.x - width / 2}
              y={centre.y - height / 2}
              width={width}
              height={height}
              rx={width / 2}
              fill={COLOURS[(first + index * 2) % COLOURS.length]}
              transform={`rotate(${next(8, 52)} ${centre.x} ${centre.y})`}
            />
          );
        })}
      </svg>
    </span>
  );
}
