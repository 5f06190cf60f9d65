import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../lib/api';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Confirm } from '../../ui/Confirm';
import { ErrorState } from '../../ui/ErrorState';
import { FieldLabel, NumberField } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { PlusIcon } from '../../ui/icons';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { words } from './settings.words';
import { type Resource, rereadSpaces, type Space } from './space.api';
import styles from './spaces.module.css';

/** The rooms and tables of a space: added, renamed, retired. A table shows the room it stands in. */
export function RoomsSettings({ space }: { space: Space }) {
  const w = useWords(words);
  const [open, setOpen] = useState<Resource | 'new' | null>(null);
  const [retiring, setRetiring] = useState<Resource | null>(null);
  const roomName = (id: string | null) => space.resources.find((room) => room.id === id)?.name;
  return (
    <Card id="rooms" title={w.sections.rooms}>
      <p className={styles.hint}>{space.resources.length === 0 ? w.noRooms : w.roomsHint}</p>
      <ul className={styles.list}>
        {space.resources.map((resource) => (
          <li key={resource.id}>
            <div>
              <b>{resource.name}</b> {resource.retired && <StatusTag>{w.retiredTag}</StatusTag>}
              <div className={styles.hint}>
                {[w.kinds[resource.kind], w.seats(resource.capacity), resource.partOfId ? w.inRoom(roomName(resource.partOfId) ?? '') : ''].filter(Boolean).join(' ・ ')}
              </div>
            </div>
            {!resource.retired && (
              <div className={styles.listActions}>
                <ActionButton tone="bare" size="xs" onClick={() => setOpen(resource)} aria-label={`${w.edit} ${resource.name}`}>
                  {w.edit}
                </ActionButton>
                <ActionButton tone="bare" size="xs" onClick={() => setRetiring(resource)} aria-label={`${w.retire} ${resource.name}`}>
                  {w.retire}
                </ActionButton>
              </div>
            )}
          </li>
        ))}
      </ul>
      <ActionButton tone="quiet" icon={<PlusIcon size={18} />} onClick={() => setOpen('new')}>
        {w.addResource}
      </ActionButton>
      {open !== null && <ResourceSheet key={open === 'new' ? 'new' : open.id} space={space} resource={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
      {retiring && <Retire space={space} resource={retiring} onClose={() => setRetiring(null)} />}
    </Card>
  );
}

interface ResourceSheetProps {
  space: Space;
  /** The one to change; null adds a new one. */
  resource: Resource | null;
  onClose: () => void;
}

function ResourceSheet({ space, resource, onClose }: ResourceSheetProps) {
  const w = useWords(words);
  const client = useQueryClient();
  const initial: { kind: Resource['kind']; name: string; capacity: number | null; partOfId: string } = {
    kind: resource?.kind ?? 'room',
    name: resource?.name ?? '',
    capacity: resource?.capacity ?? null,
    partOfId: resource?.partOfId ?? '',
  };
  const form = useForm(initial, ({ name, capacity }) => ({ name: name.trim() === '' && w.missing, capacity: capacity === null && w.missing }));
  const save = form.submit(async ({ kind, name, capacity, partOfId }) => {
    if (capacity === null) return;
    const path = { id: space.id };
    if (resource) {
      await answer(api.PATCH('/api/v1/spaces/{id}/resources/{resourceId}', { params: { path: { ...path, resourceId: resource.id } }, body: { name, capacity } }));
    } else {
      const inRoom = kind === 'table' && partOfId !== '' ? { partOfId } : {};
      await answer(api.POST('/api/v1/spaces/{id}/resources', { params: { path }, body: { kind, name, capacity, ...inRoom } }));
    }
    toast(resource ? w.saved : w.added);
    onClose();
    await rereadSpaces(client);
  });
  const rooms = space.resources.filter(({ kind, retired }) => kind === 'room' && !retired);
  return (
    <FormSheet
      title={resource ? w.editTitle : w.addResource}
      verb={resource ? w.save : w.add}
      busy={form.busy}
      onSend={save}
      onClose={onClose}
      alone
    >
      <FormErrors form={form} labels={{ kind: w.kind, name: w.resourceName, capacity: w.capacity, partOfId: w.partOf }} />
      {!resource && (
        <Choice {...form.field('kind')} label={w.kind} options={(['room', 'table'] as const).map((kind) => ({ value: kind, label: w.kinds[kind] }))} />
      )}
      <TextInput {...form.text('name')} label={<FieldLabel mark="required">{w.resourceName}</FieldLabel>} maxLength={60} />
      <NumberField {...form.field('capacity')} label={<FieldLabel mark="required">{w.capacity}</FieldLabel>} unit={w.people} />
      {!resource && form.values.kind === 'table' && rooms.length > 0 && (
        <NativeSelect
          {...form.text('partOfId')}
          label={w.partOf}
          data={[{ value: '', label: w.noPart }, ...rooms.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
    </FormSheet>
  );
}

function Retire({ space, resource, onClose }: { space: Space; resource: Resource; onClose: () => void }) {
  const w = useWords(words);
  const client = useQueryClient();
  const retire = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/spaces/{id}/resources/{resourceId}/retirement', { params: { path: { id: space.id, resourceId: resource.id } } })),
    onSuccess: () => {
      toast(w.retired);
      onClose();
    },
    onSettled: () => rereadSpaces(client),
  });
  return (
    <Confirm opened onClose={onClose} title={w.retireTitle(resource.name)} confirmLabel={w.retire} busy={retire.isPending} onConfirm={() => retire.mutate()}>
      <p>{w.retireText}</p>
      {retire.isError && <ErrorState error={retire.error} />}
    </Confirm>
  );
}
