import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { SearchIcon } from './icons';

interface SearchFieldProps {
  /** What is found by: 「名前・よみ・メール」. */
  label: string;
  value: string;
  /** Called when the typing rests. */
  onSearch: (value: string) => void;
}

/** Searches while somebody types, a breath behind them. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback(onSearch, 250);
  return (
    <TextInput
      aria-label={label}
      type="search"
      placeholder={label}
      leftSection={<SearchIcon size={18} />}
      value={typed}
      maxLength={80}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        search(text.trim());
      }}
    />
  );
}
