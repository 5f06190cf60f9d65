import { NativeSelect } from '@mantine/core';
import { PREFECTURE_CODES, prefectureName } from '#libs/words';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Form } from '../../../ui/Fields';
import { Sheet } from '../../../ui/Sheet';
import { ToggleChip } from '../../../ui/Tags';
import { spacesToFilterQuery } from '../../shifts/openShifts';
import { type EventFilters, KINDS } from './events.api';
import styles from './EventsPage.module.css';
import { words } from './event.words';

interface EventFilterSheetProps {
  filters: EventFilters;
  onApply: (filters: EventFilters) => void;
  onClose: () => void;
}

/** Area, space and kind in one place; nothing changes behind it until they are applied. */
export function EventFilterSheet({ filters, onApply, onClose }: EventFilterSheetProps) {
  const w = useWords(words);
  const locale = useLocale();
  const [draft, setDraft] = useState(filters);
  const { data } = useQuery(spacesToFilterQuery);
  const id = useId();
  const spaces = data?.items ?? [];
  const areas = PREFECTURE_CODES.filter((code) => draft.areas.includes(code) || spaces.some((space) => space.prefecture === code));
  const set = (change: Partial<EventFilters>) => setDraft((before) => ({ ...before, ...change }));

  return (
    <Sheet
      opened
      onClose={onClose}
      title={w.filter.title}
      footer={
        <>
          <ActionButton tone="bare" onClick={() => onApply({ ...draft, areas: [], spaceId: '', kind: '' })}>
            {w.filter.clear}
          </ActionButton>
          <ActionButton onClick={() => onApply(draft)}>{w.filter.show}</ActionButton>
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
            {w.filter.area}
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
        <NativeSelect label={w.filter.space} value={draft.spaceId} onChange={(event) => set({ spaceId: event.currentTarget.value })}>
          <option value="">{w.filter.anySpace}</option>
          {spaces.map((space) => (
            <option key={space.id} value={space.id}>
              {space.name}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={w.filter.kind}
          value={draft.kind}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ kind: KINDS.find((kind) => kind === value) ?? '' });
          }}
        >
          <option value="">{w.filter.anyKind}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {w.kind[kind]}
            </option>
          ))}
        </NativeSelect>
      </Form>
    </Sheet>
  );
}
