import { halfWidth } from '../../lib/digits';

/** Ten-thousandths as percent: 4,500 is `45`, 1,250 is `12.5`. */
export const percentOf = (basisPoints: number): string => String(basisPoints / 100);

/** Percent as typed, as ten-thousandths; null for an empty field, undefined for what is none or is more than 100. */
export function basisPointsIn(text: string): number | null | undefined {
  const plain = halfWidth(text).replace(/[\s%]/g, '');
  if (plain === '') return null;
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(plain)) return undefined;
  const basisPoints = Math.round(Number(plain) * 100);
  return basisPoints <= 10_000 ? basisPoints : undefined;
}
