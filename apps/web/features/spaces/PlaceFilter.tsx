import { PREFECTURE_CODES, prefectureName } from '#libs/words';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useLocale } from '../../lib/locale';
import type { Chosen } from '../../ui/FilterBar';
import { ToggleChip } from '../../ui/Tags';
import styles from './PlaceFilter.module.css';
import { spaceChoicesQuery } from './space.api';

/** Where somebody looks, as it stands in the address of a list. */
export interface PlaceFilter {
  /** Prefectures by JIS code. */
  areas: readonly string[];
  spaceId: string;
}

export const NO_PLACE: PlaceFilter = { areas: [], spaceId: '' };

/** Whatever an address says of places; what makes no sense counts as not said. */
export const readPlace = (params: URLSearchParams): PlaceFilter => ({
  areas: (params.get('area') ?? '').split(',').filter((code) => /^\d\d$/.test(code)),
  spaceId: params.get('spaceId') ?? '',
});

/** The places that narrow a list. */
export function useChosenPlaces({ areas, spaceId }: PlaceFilter, someSpace: string): Chosen<PlaceFilter>[] {
  const locale = useLocale();
  const { data } = useQuery({ ...spaceChoicesQuery, enabled: spaceId !== '' });
  return [
    ...areas.map((code) => ({ label: prefectureName(code, locale), without: { areas: areas.filter((each) => each !== code) } })),
    ...(spaceId ? [{ label: data?.items.find(({ id }) => id === spaceId)?.name ?? someSpace, without: { spaceId: '' } }] : []),
  ];
}

interface PlaceFieldsProps {
  words: { area: string; space: string; anySpace: string };
  value: PlaceFilter;
  onChange: (change: Partial<PlaceFilter>) => void;
}

/** The prefectures that have spaces, and the spaces. */
export function PlaceFields({ words, value: { areas, spaceId }, onChange }: PlaceFieldsProps) {
  const locale = useLocale();
  const id = useId();
  const { data } = useQuery(spaceChoicesQuery);
  const spaces = data?.items ?? [];
  const known = PREFECTURE_CODES.filter((code) => areas.includes(code) || spaces.some((space) => space.prefecture === code));
  return (
    <>
      <div role="group" aria-labelledby={id}>
        <p id={id} className={styles.label}>
          {words.area}
        </p>
        <div className={styles.areas}>
          {known.map((code) => (
            <ToggleChip
              key={code}
              pressed={areas.includes(code)}
              onChange={(on) => onChange({ areas: on ? [...areas, code].sort() : areas.filter((each) => each !== code) })}
            >
              {prefectureName(code, locale)}
            </ToggleChip>
          ))}
        </div>
      </div>
      <NativeSelect
        label={words.space}
        value={spaceId}
        data={[{ value: '', label: words.anySpace }, ...spaces.map((space) => ({ value: space.id, label: space.name }))]}
        onChange={(event) => onChange({ spaceId: event.currentTarget.value })}
      />
    </>
  );
}
