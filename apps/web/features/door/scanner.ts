import { BarcodeDetector as OurDetector, prepareZXingModule, ZXING_WASM_VERSION } from 'barcode-detector/ponyfill';

/** Reads codes out of a picture. */
interface CodeReader {
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
  // Not in every browser, and not in TypeScript's own list.
  var BarcodeDetector: DetectorClass | undefined;
}

const QR = 'qr_code';
/** The reader in WebAssembly lies at our own address; the build puts it there under its version. */
const WASM = `/assets/zxing-reader-${ZXING_WASM_VERSION}.wasm`;

/** The browser's own reader where it knows QR codes, else the one in WebAssembly. */
export async function openReader(): Promise<CodeReader> {
  const detector = (await ownDetector()) ?? ourDetector();
  return { read: async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null };
}

async function ownDetector(): Promise<Detector | null> {
  const Own = globalThis.BarcodeDetector;
  try {
    return Own && (await Own.getSupportedFormats()).includes(QR) ? new Own({ formats: [QR] }) : null;
  } catch {
    return null; // there by name only
  }
}

function ourDetector(): Detector {
  prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? WASM : prefix + path) } });
  const detector = new OurDetector({ formats: [QR] });
  return { detect: (picture) => detector.detect(picture) };
}
