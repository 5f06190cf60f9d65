import { NativeSelect } from '@mantine/core';
import { useWords } from '../../../lib/words';
import { FilterBar } from '../../../ui/FilterBar';
import { ToggleChip } from '../../../ui/Tags';
import { NO_PLACE, PlaceFields, useChosenPlaces } from '../../spaces/PlaceFilter';
import { countFilters, type EventFilters, KINDS } from './events.api';
import { words } from './event.words';

interface EventFilterBarProps {
  filters: EventFilters;
  onChange: (filters: EventFilters) => void;
}

/** Events by area, space and kind; those without a fee by a button of their own. */
export function EventFilterBar({ filters, onChange }: EventFilterBarProps) {
  const { list: w, filter, kind: kinds } = useWords(words);
  const places = useChosenPlaces(filters, filter.space);
  const found = countFilters(filters);
  return (
    <FilterBar
      filters={filters}
      onChange={onChange}
      label={found > 0 ? w.filtersWith(found) : w.filters}
      chosen={[...places, ...(filters.kind ? [{ label: kinds[filters.kind], without: { kind: '' as const } }] : [])]}
      removeLabel={w.remove}
      none={{ ...NO_PLACE, kind: '' }}
      words={filter}
      fields={(draft, set) => (
        <>
          <PlaceFields words={filter} value={draft} onChange={set} />
          <NativeSelect
            label={filter.kind}
            value={draft.kind}
            data={[{ value: '', label: filter.anyKind }, ...KINDS.map((value) => ({ value, label: kinds[value] }))]}
            onChange={({ currentTarget }) => set({ kind: KINDS.find((kind) => kind === currentTarget.value) ?? '' })}
          />
        </>
      )}
    >
      <ToggleChip pressed={filters.free} onChange={(free) => onChange({ ...filters, free })}>
        {w.free}
      </ToggleChip>
    </FilterBar>
  );
}
