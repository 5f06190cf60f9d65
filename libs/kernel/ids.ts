const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const COUNTS = 0x1000;

let millisecond = 0;
let count = 0;

/**
 * A fresh UUIDv7 (RFC 9562) in lower case. Its first bits are the machine's time, so keys made later sort later; within one process
 * they never go backwards, because the twelve bits after the milliseconds count up. The time inside is for order only, no rule reads it.
 */
export function newId(): string {
  tick(Date.now());
  const time = hex(millisecond, 12);
  const random = randomHex();
  const variant = hex(0x8 | (Number.parseInt(random.charAt(0), 16) & 0x3), 1);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(count, 3)}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
}

/** Random bytes are drawn for many ids at once: asking the system for eight costs as much as for two thousand. Each is used once. */
const RANDOM_BYTES = 8;
const drawn = new Uint8Array(256 * RANDOM_BYTES);
let used = drawn.length;

const PAIRS = Array.from({ length: 256 }, (_, byte) => hex(byte, 2));

/** Sixteen random digits. */
function randomHex(): string {
  if (used === drawn.length) {
    globalThis.crypto.getRandomValues(drawn);
    used = 0;
  }
  let digits = '';
  for (const end = used + RANDOM_BYTES; used < end; used++) digits += PAIRS[drawn[used] ?? 0] ?? '';
  return digits;
}

/** Whether a value from outside is written like one of our ids: a UUID of any version, in either case. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

/** Moves on to a later millisecond, or counts within the latest; a full count borrows the next millisecond. */
function tick(now: number): void {
  count = now > millisecond ? 0 : (count + 1) % COUNTS;
  if (now > millisecond) millisecond = now;
  else if (count === 0) millisecond += 1;
}

function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, '0');
}
