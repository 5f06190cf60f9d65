import type { Reason } from '../../../lib/problem';
import { defineWords, useWords } from '../../../lib/words';
import { WhyBox } from '../../../ui/WhyBox';

const words = defineWords({ ja: { label: 'お金のこと' }, en: { label: 'The money' } });

/** For the reception of a space: who sees how the money is shared. Nothing for everybody else. */
export function MoneyClosed({ reasons = [] }: { reasons: readonly Reason[] | undefined }) {
  const w = useWords(words);
  return <WhyBox label={w.label} reasons={reasons} />;
}
