import { useWords } from '../../lib/words';
import { StatusTag, type Tone } from '../../ui/Tags';
import type { Claim } from './claims.api';
import { shiftWords } from './shift.words';

const TONE: Readonly<Record<Claim['status'], Tone>> = {
  requested: 'ai',
  booked: 'ok',
  standInWanted: 'warn',
  checkedIn: 'ok',
  reported: 'ai',
  confirmed: 'ok',
  rejected: 'plain',
  withdrawn: 'plain',
  handedOver: 'plain',
  released: 'plain',
  cancelled: 'plain',
  noShow: 'bad',
};

interface ClaimStatusProps {
  status: Claim['status'];
  /** The shift is over and its report has not come. */
  reportWanted?: boolean;
}

/** Where a claim stands, in a word of the trade. */
export function ClaimStatus({ status, reportWanted = false }: ClaimStatusProps) {
  const w = useWords(shiftWords);
  if (reportWanted) return <StatusTag tone="kaki">{w.reportWanted}</StatusTag>;
  return <StatusTag tone={TONE[status]}>{w.status[status]}</StatusTag>;
}
