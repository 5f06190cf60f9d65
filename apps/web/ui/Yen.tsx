import { yenText } from '../lib/format';
import { useLocale } from '../lib/locale';
import styles from './Yen.module.css';

interface YenProps {
  /** Whole yen. */
  amount: number;
  /** `large` where the money is what a person came for. */
  size?: 'text' | 'strong' | 'large';
  /** Writes a plus before what is earned. */
  signed?: boolean;
}

/** `1,000円` / `¥1,000`. */
export function Yen({ amount, size = 'text', signed = false }: YenProps) {
  const locale = useLocale();
  return (
    <span className={styles.yen} data-size={size}>
      {signed && amount > 0 ? '+' : ''}
      {yenText(amount, locale)}
    </span>
  );
}
