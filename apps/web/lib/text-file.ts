/** How Japanese spreadsheets write a text file; the first that fits is the one. Shift_JIS takes nearly everything, so it stands last. */
const ENCODINGS = ['utf-8', 'shift_jis'] as const;

/** The text of a file in UTF-8, UTF-16 with its mark, or Shift_JIS; null for what is no text. */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  for (const encoding of ENCODINGS) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      // Written in another one.
    }
  }
  return null;
}

/** The same of a file that somebody has chosen. */
export const textOfFile = async (file: File): Promise<string | null> => textOf(new Uint8Array(await file.arrayBuffer()));
