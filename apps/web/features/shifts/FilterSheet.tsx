import { NativeSelect } from '@mantine/core';
import { PREFECTURE_CODES, prefectureName } from '#libs/words';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { DayField, FieldRow, Form, YenInput } from '../../ui/Fields';
import { Sheet } from '../../ui/Sheet';
import { ToggleChip } from '../../ui/Tags';
import styles from './OpenShiftsPage.module.css';
import { KINDS, type ShiftFilters, spacesToFilterQuery } from './openShifts';
import { openWords } from './open.words';
import { shiftWords } from './shift.words';

interface FilterSheetProps {
  filters: ShiftFilters;
  onApply: (filters: ShiftFilters) => void;
  onClose: () => void;
}

/** All filters in one place; nothing changes behind it until they are applied. */
export function FilterSheet({ filters, onApply, onClose }: FilterSheetProps) {
  const w = useWords(openWords).filter;
  const s = useWords(shiftWords);
  const locale = useLocale();
  const [draft, setDraft] = useState(filters);
  const { data } = useQuery(spacesToFilterQuery);
  const id = useId();
  const spaces = data?.items ?? [];
  const areas = PREFECTURE_CODES.filter((code) => draft.areas.includes(code) || spaces.some((space) => space.prefecture === code));
  const set = (change: Partial<ShiftFilters>) => setDraft((before) => ({ ...before, ...change }));

  return (
    <Sheet
      opened
      onClose={onClose}
      title={w.title}
      footer={
        <>
          <ActionButton
            tone="bare"
            onClick={() => onApply({ ...draft, areas: [], spaceId: '', kind: '', from: '', to: '', minRewardYen: null, sort: 'startsAt' })}
          >
            {w.clear}
          </ActionButton>
          <ActionButton onClick={() => onApply(draft)}>{w.show}</ActionButton>
        </>
      }
    >
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          onApply(draft);
        }}
      >
        <div role="group" aria-labelledby={`${id}-area`}>
          <p id={`${id}-area`} className={styles.label}>
            {w.area}
          </p>
          <div className={styles.areas}>
            {areas.map((code) => (
              <ToggleChip
                key={code}
                pressed={draft.areas.includes(code)}
                onChange={(on) => set({ areas: on ? [...draft.areas, code].sort() : draft.areas.filter((each) => each !== code) })}
              >
                {prefectureName(code, locale)}
              </ToggleChip>
            ))}
          </div>
        </div>
        <NativeSelect label={w.space} value={draft.spaceId} onChange={(event) => set({ spaceId: event.currentTarget.value })}>
          <option value="">{w.anySpace}</option>
          {spaces.map((space) => (
            <option key={space.id} value={space.id}>
              {space.name}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={w.kind}
          value={draft.kind}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ kind: KINDS.find((kind) => kind === value) ?? '' });
          }}
        >
          <option value="">{w.anyKind}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {s.kind[kind]}
            </option>
          ))}
        </NativeSelect>
        <FieldRow>
          <DayField label={w.from} value={draft.from} onChange={(from) => set({ from })} />
          <DayField label={w.to} value={draft.to} min={draft.from || undefined} onChange={(to) => set({ to })} />
        </FieldRow>
        <YenInput label={w.reward} value={draft.minRewardYen} onChange={(minRewardYen) => set({ minRewardYen })} />
        <NativeSelect
          label={w.sort}
          value={draft.sort}
          onChange={(event) => set({ sort: event.currentTarget.value === 'rewardYen' ? 'rewardYen' : 'startsAt' })}
        >
          <option value="startsAt">{w.byTime}</option>
          <option value="rewardYen">{w.byReward}</option>
        </NativeSelect>
      </Form>
    </Sheet>
  );
}
