import { create } from 'qrcode';

const [WIDTH, HEIGHT] = [640, 480] as const;
const [BLACK, WHITE, NO_COLOUR] = [16, 235, 128] as const;
/** Light around a code, in its own modules: no reader finds one without. */
const QUIET = 4;

/** What a camera sees that is held before a code: a video of one picture in YUV4MPEG2, as Chromium takes it for a camera (it plays it over and over). */
export function videoOf(text: string): Buffer {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const edge = Math.floor(HEIGHT / (modules.size + 2 * QUIET));
  const [left, top] = [WIDTH, HEIGHT].map((length) => Math.floor((length - edge * modules.size) / 2));
  const picture = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, NO_COLOUR).fill(WHITE, 0, WIDTH * HEIGHT);
  for (let row = 0; row < modules.size * edge; row++) {
    for (let column = 0; column < modules.size; column++) {
      const from = ((top ?? 0) + row) * WIDTH + (left ?? 0) + column * edge;
      if (modules.get(Math.floor(row / edge), column)) picture.fill(BLACK, from, from + edge);
    }
  }
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n`), picture]);
}
