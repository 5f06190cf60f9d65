import zxingWasm from 'zxing-reader.wasm?url';

/** Reads codes out of a picture: the browser's own reader where it knows QR codes, else one in WebAssembly that comes from our own address. */
export interface CodeReader {
  read: (picture: HTMLVideoElement) => Promise<string | null>;
}

interface Detector {
  detect: (picture: HTMLVideoElement) => Promise<readonly { rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<readonly string[]>;
}

declare global {
  // Not in every browser, and not in TypeScript's own list yet.
  var BarcodeDetector: DetectorClass | undefined;
}

const QR = 'qr_code';

export async function openReader(): Promise<CodeReader> {
  const detector = (await ownDetector()) ?? (await ourDetector());
  return {
    read: async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null,
  };
}

async function ownDetector(): Promise<Detector | null> {
  const Own = globalThis.BarcodeDetector;
  try {
    return Own && (await Own.getSupportedFormats()).includes(QR) ? new Own({ formats: [QR] }) : null;
  } catch {
    return null; // there by name only
  }
}

async function ourDetector(): Promise<Detector> {
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? zxingWasm : prefix + path) } });
  const detector = new BarcodeDetector({ formats: [QR] });
  return { detect: (picture) => detector.detect(picture) };
}
