import { PREFECTURE_CODES, type PrefectureCode, prefectureName } from '#libs/words';
import { NativeSelect } from '@mantine/core';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { FieldLabel } from '../../ui/Fields';
import { words } from './settings.words';

interface PrefectureSelectProps {
  id: string;
  value: PrefectureCode | '';
  onChange: (code: PrefectureCode) => void;
  error?: string;
}

const isCode = (text: string): text is PrefectureCode => PREFECTURE_CODES.some((code) => code === text);

/** One of the 47, north to south. */
export function PrefectureSelect({ id, value, onChange, error }: PrefectureSelectProps) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <NativeSelect
      id={id}
      label={<FieldLabel mark="required">{w.prefecture}</FieldLabel>}
      value={value}
      error={error}
      autoComplete="address-level1"
      onChange={(event) => {
        const code = event.currentTarget.value;
        if (isCode(code)) onChange(code);
      }}
      data={[
        ...(value === '' ? [{ value: '', label: w.choosePrefecture }] : []),
        ...PREFECTURE_CODES.map((code) => ({ value: code, label: prefectureName(code, locale) })),
      ]}
    />
  );
}
