import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../lib/api';
import { useForm } from '../../lib/form';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { ME } from '../../lib/query';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Confirm } from '../../ui/Confirm';
import { ErrorState } from '../../ui/ErrorState';
import { FieldLabel } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { PlusIcon } from '../../ui/icons';
import { LineSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { words } from './settings.words';
import { type Space, type SpaceRole, type StaffMember, staffQuery } from './space.api';
import styles from './spaces.module.css';

const ROLES: readonly SpaceRole[] = ['owner', 'manager', 'reception'];
const isRole = (text: string): text is SpaceRole => ROLES.some((role) => role === text);

/** Who looks after the space, in which role. The last owner stays. */
export function PeopleSettings({ space }: { space: Space }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const staff = useQuery(staffQuery(space.id));
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<StaffMember | null>(null);
  const reread = () => Promise.all([client.invalidateQueries({ queryKey: staffQuery(space.id).queryKey }), client.invalidateQueries({ queryKey: ME })]);
  const change = useMutation({
    mutationFn: ({ id, role }: { id: string; role: SpaceRole }) =>
      answer(api.PATCH('/api/v1/spaces/{id}/staff/{staffId}', { params: { path: { id: space.id, staffId: id } }, body: { role } })),
    onSuccess: () => toast(w.roleChanged),
    onSettled: reread,
  });
  const end = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/v1/spaces/{id}/staff/{staffId}', { params: { path: { id: space.id, staffId: id } } })),
    onSuccess: () => {
      toast(w.removed);
      setLeaving(null);
    },
    onSettled: reread,
  });
  return (
    <Card id="people" title={w.sections.people}>
      {staff.isPending && <LineSkeleton />}
      {staff.isError && !staff.data && <ErrorState error={staff.error} onRetry={() => void staff.refetch()} />}
      {change.isError && <ErrorState error={change.error} />}
      <ul className={styles.list}>
        {staff.data?.items.map((person) => (
          <li key={person.id}>
            <div>
              <b>{person.name}</b> {person.me && <StatusTag tone="ai">{w.you}</StatusTag>}
              <div className={styles.hint}>
                {person.email} ・ {w.since(dayText(tokyoDay(person.since), locale))}
              </div>
            </div>
            <div className={styles.listActions}>
              {space.can.manageStaff ? (
                <NativeSelect
                  aria-label={w.roleOf(person.name)}
                  value={person.role}
                  disabled={change.isPending}
                  onChange={(event) => {
                    const role = event.currentTarget.value;
                    if (isRole(role)) change.mutate({ id: person.id, role });
                  }}
                  data={ROLES.map((role) => ({ value: role, label: w.roles[role] }))}
                />
              ) : (
                <StatusTag>{w.roles[person.role]}</StatusTag>
              )}
              {(space.can.manageStaff || person.me) && (
                <ActionButton tone="bare" size="xs" onClick={() => setLeaving(person)} aria-label={`${person.me ? w.leave : w.removePerson} ${person.name}`}>
                  {person.me ? w.leave : w.removePerson}
                </ActionButton>
              )}
            </div>
          </li>
        ))}
      </ul>
      {space.can.manageStaff && (
        <ActionButton tone="quiet" icon={<PlusIcon size={18} />} onClick={() => setAdding(true)}>
          {w.addPerson}
        </ActionButton>
      )}
      {adding && <AddPerson space={space} onClose={() => setAdding(false)} onAdded={reread} />}
      {leaving && (
        <Confirm
          opened
          onClose={() => {
            end.reset();
            setLeaving(null);
          }}
          title={w.removeTitle(leaving.name)}
          confirmLabel={leaving.me ? w.leave : w.removePerson}
          busy={end.isPending}
          onConfirm={() => end.mutate(leaving.id)}
        >
          <p>{w.removeText}</p>
          {end.isError && <ErrorState error={end.error} />}
        </Confirm>
      )}
    </Card>
  );
}

function AddPerson({ space, onClose, onAdded }: { space: Space; onClose: () => void; onAdded: () => Promise<unknown> }) {
  const w = useWords(words);
  const form = useForm<{ email: string; role: SpaceRole }>({ email: '', role: 'reception' }, ({ email }) => ({ email: email.trim() === '' && w.missing }));
  const save = form.submit(async (body) => {
    await answer(api.POST('/api/v1/spaces/{id}/staff', { params: { path: { id: space.id } }, body }));
    toast(w.personAdded);
    onClose();
    await onAdded();
  });
  return (
    <FormSheet title={w.addPerson} verb={w.add} busy={form.busy} onSend={save} onClose={onClose} alone>
      <FormErrors form={form} labels={{ email: w.personEmail, role: w.role }} />
      <TextInput {...form.text('email')} type="email" autoComplete="off" label={<FieldLabel mark="required">{w.personEmail}</FieldLabel>} description={w.personEmailHint} />
      <Choice {...form.field('role')} label={w.role} options={ROLES.map((role) => ({ value: role, label: w.roles[role], hint: w.roleHints[role] }))} />
    </FormSheet>
  );
}
