import { useEffect, useState } from 'react';
import { useWords } from '../lib/words';
import styles from './QrCode.module.css';
import { words } from './words';

interface QrCodeProps {
  /** What the code says: an address, or the code that a shift's check-in asks for. */
  text: string;
  /** Edge in pixels, or a length of CSS. */
  size?: number | string;
}

interface Drawing {
  modules: number;
  path: string;
}

/** A QR code, always dark on white so that every camera reads it. The encoder is loaded with the first code. */
export function QrCode({ text, size = 220 }: QrCodeProps) {
  const w = useWords(words);
  const [drawing, setDrawing] = useState<Drawing | null>(null);

  useEffect(() => {
    let current = true;
    void import('qrcode').then(({ create }) => {
      const { modules } = create(text, { errorCorrectionLevel: 'M' });
      let path = '';
      for (let row = 0; row < modules.size; row++) {
        for (let column = 0; column < modules.size; column++) {
          if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
        }
      }
      if (current) setDrawing({ modules: modules.size, path });
    });
    return () => {
      current = false;
    };
  }, [text]);

  return (
    <div className={styles.qr} style={{ width: size, height: size }}>
      {drawing && (
        <svg
          viewBox={`-3 -3 ${drawing.modules + 6} ${drawing.modules + 6}`}
          role="img"
          aria-label={w.qr(text)}
          shapeRendering="crispEdges"
        >
          <path d={drawing.path} fill="#1d2733" />
        </svg>
      )}
    </div>
  );
}
