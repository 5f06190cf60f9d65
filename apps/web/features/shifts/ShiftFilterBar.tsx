import { NativeSelect } from '@mantine/core';
import { dayText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { DayField, FieldRow, YenInput } from '../../ui/Fields';
import { type Chosen, FilterBar } from '../../ui/FilterBar';
import { ToggleChip } from '../../ui/Tags';
import { NO_PLACE, PlaceFields, useChosenPlaces } from '../spaces/PlaceFilter';
import { openWords } from './open.words';
import { countFilters, KINDS, type ShiftFilters } from './openShifts';
import { shiftWords } from './shift.words';

interface ShiftFilterBarProps {
  filters: ShiftFilters;
  onChange: (filters: ShiftFilters) => void;
}

/** Shifts by area, space, kind, days and reward, and in which order; what a mixer may take by a button of its own. */
export function ShiftFilterBar({ filters, onChange }: ShiftFilterBarProps) {
  const w = useWords(openWords);
  const { kind: kinds } = useWords(shiftWords);
  const locale = useLocale();
  const { me } = useSession();
  const { kind, from, to, minRewardYen, sort } = filters;
  const chosen: Chosen<ShiftFilters>[] = [
    ...useChosenPlaces(filters, w.filter.space),
    ...(kind ? [{ label: kinds[kind], without: { kind: '' as const } }] : []),
    ...(from ? [{ label: w.from(dayText(from, locale, false)), without: { from: '' } }] : []),
    ...(to ? [{ label: w.to(dayText(to, locale, false)), without: { to: '' } }] : []),
    ...(minRewardYen === null ? [] : [{ label: w.atLeast(yenText(minRewardYen, locale)), without: { minRewardYen: null } }]),
    ...(sort === 'rewardYen' ? [{ label: w.filter.byReward, without: { sort: 'startsAt' as const } }] : []),
  ];
  const found = countFilters(filters);
  return (
    <FilterBar
      filters={filters}
      onChange={onChange}
      label={found > 0 ? w.filtersWith(found) : w.filters}
      chosen={chosen}
      removeLabel={w.remove}
      none={{ ...NO_PLACE, kind: '', from: '', to: '', minRewardYen: null, sort: 'startsAt' }}
      words={w.filter}
      fields={(draft, set) => (
        <>
          <PlaceFields words={w.filter} value={draft} onChange={set} />
          <NativeSelect
            label={w.filter.kind}
            value={draft.kind}
            data={[{ value: '', label: w.filter.anyKind }, ...KINDS.map((value) => ({ value, label: kinds[value] }))]}
            onChange={({ currentTarget }) => set({ kind: KINDS.find((known) => known === currentTarget.value) ?? '' })}
          />
          <FieldRow>
            <DayField label={w.filter.from} value={draft.from} onChange={(day) => set({ from: day })} />
            <DayField label={w.filter.to} value={draft.to} min={draft.from || undefined} onChange={(day) => set({ to: day })} />
          </FieldRow>
          <YenInput label={w.filter.reward} value={draft.minRewardYen} onChange={(yen) => set({ minRewardYen: yen })} />
          <NativeSelect
            label={w.filter.sort}
            value={draft.sort}
            data={[
              { value: 'startsAt', label: w.filter.byTime },
              { value: 'rewardYen', label: w.filter.byReward },
            ]}
            onChange={({ currentTarget }) => set({ sort: currentTarget.value === 'rewardYen' ? 'rewardYen' : 'startsAt' })}
          />
        </>
      )}
    >
      {me?.mixer && (
        <ToggleChip pressed={filters.claimable} onChange={(claimable) => onChange({ ...filters, claimable })}>
          {w.claimable}
        </ToggleChip>
      )}
    </FilterBar>
  );
}
