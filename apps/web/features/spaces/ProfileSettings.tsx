import { Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode, SyntheticEvent } from 'react';
import { type Checks, type FormState, useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { FieldLabel, FieldRow, Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { CheckIcon } from '../../ui/icons';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { PrefectureSelect } from './PrefectureSelect';
import { words } from './settings.words';
import { changeSpace, rereadSpaces, type Space, type SpaceChange, spaceQuery } from './space.api';
import styles from './spaces.module.css';

interface SettingsProps {
  space: Space;
}

/** A form over some fields of a space: saves them, keeps what was typed when the server says no, and is clean again afterwards. */
export function useSpaceForm<V extends Record<string, unknown>>(space: Space, initial: V, bodyOf: (values: V) => SpaceChange, checks?: Checks<V>) {
  const w = useWords(words);
  const client = useQueryClient();
  const form = useForm<V>(initial, checks);
  const save = form.submit(async (values) => {
    const saved = await changeSpace(space.id, bodyOf(values));
    client.setQueryData(spaceQuery(space.id).queryKey, saved);
    form.reset(values);
    toast(w.saved);
    await rereadSpaces(client);
  });
  return { form, save };
}

interface SettingsCardProps {
  id: 'profile' | 'address' | 'contact' | 'rules' | 'recruiting' | 'hours';
  aside?: ReactNode;
  form: FormState & { busy: boolean; dirty: boolean };
  labels: Readonly<Record<string, string>>;
  onSave: (event: SyntheticEvent) => void;
  children: ReactNode;
}

/** A section with its own form and its own way to save; the button speaks up once something has changed. */
export function SettingsCard({ id, aside, form, labels, onSave, children }: SettingsCardProps) {
  const w = useWords(words);
  return (
    <Card id={id} title={w.sections[id]} aside={aside}>
      <Form onSubmit={onSave} aria-label={w.sections[id]}>
        <FormErrors form={form} labels={labels} />
        {children}
        <div>
          <ActionButton type="submit" tone={form.dirty ? 'main' : 'quiet'} busy={form.busy}>
            {w.save}
          </ActionButton>
        </div>
      </Form>
    </Card>
  );
}

export function ProfileSettings({ space }: SettingsProps) {
  const w = useWords(words);
  const { form, save } = useSpaceForm(space, { name: space.name, kana: space.kana }, (values) => values, ({ name }) => ({ name: name.trim() === '' && w.missing }));
  return (
    <SettingsCard id="profile" form={form} labels={{ name: w.name, kana: w.kana }} onSave={(event) => void save(event)}>
      <TextInput {...form.text('name')} label={<FieldLabel mark="required">{w.name}</FieldLabel>} autoComplete="organization" />
      <TextInput {...form.text('kana')} label={w.kana} />
    </SettingsCard>
  );
}

export function AddressSettings({ space }: SettingsProps) {
  const w = useWords(words);
  const { postalCode, prefecture, city, street, access } = space;
  const { form, save } = useSpaceForm(space, { postalCode, prefecture, city, street, access }, (values) => values, (values) => ({
    city: values.city.trim() === '' && w.missing,
  }));
  return (
    <SettingsCard
      id="address"
      form={form}
      labels={{ postalCode: w.postalCode, prefecture: w.prefecture, city: w.city, street: w.street, access: w.access }}
      onSave={(event) => void save(event)}
    >
      <FieldRow>
        <TextInput {...form.text('postalCode')} label={w.postalCode} autoComplete="postal-code" inputMode="numeric" placeholder="020-0022" />
        <PrefectureSelect {...form.field('prefecture')} />
      </FieldRow>
      <TextInput {...form.text('city')} label={<FieldLabel mark="required">{w.city}</FieldLabel>} autoComplete="address-level2" />
      <TextInput {...form.text('street')} label={w.street} autoComplete="street-address" />
      <Textarea {...form.text('access')} label={w.access} description={w.accessHint} minRows={2} />
    </SettingsCard>
  );
}

export function ContactSettings({ space }: SettingsProps) {
  const w = useWords(words);
  const { phone, email, website } = space;
  const { form, save } = useSpaceForm(space, { phone, email, website }, (values) => values);
  return (
    <SettingsCard id="contact" form={form} labels={{ phone: w.phone, email: w.email, website: w.website }} onSave={(event) => void save(event)}>
      <TextInput {...form.text('phone')} label={w.phone} type="tel" autoComplete="tel" />
      <TextInput {...form.text('email')} label={w.email} type="email" autoComplete="email" />
      <TextInput {...form.text('website')} label={w.website} type="url" inputMode="url" placeholder="https://" />
    </SettingsCard>
  );
}

export function RulesSettings({ space }: SettingsProps) {
  const w = useWords(words);
  const { introduction, houseRules } = space;
  const { form, save } = useSpaceForm(space, { introduction, houseRules }, (values) => values);
  return (
    <SettingsCard id="rules" form={form} labels={{ introduction: w.introduction, houseRules: w.houseRules }} onSave={(event) => void save(event)}>
      <Textarea {...form.text('introduction')} label={w.introduction} description={w.introductionHint} maxRows={14} />
      <Textarea {...form.text('houseRules')} label={w.houseRules} maxRows={14} />
    </SettingsCard>
  );
}

const ITEMS = ['recruiterName', 'recruiterAddress', 'recruiterContact', 'recruitingContent', 'recruitingPlace', 'recruitingReward'] as const;

/** The six items every published recruitment shows; which are missing is said at the top and beside each. */
export function RecruitingSettings({ space }: SettingsProps) {
  const w = useWords(words);
  const { recruiterName, recruiterAddress, recruiterContact, recruitingContent, recruitingPlace, recruitingReward } = space;
  const { form, save } = useSpaceForm(
    space,
    { recruiterName, recruiterAddress, recruiterContact, recruitingContent, recruitingPlace, recruitingReward },
    (values) => values,
  );
  const missing = ITEMS.filter((item) => form.values[item].trim() === '').length;
  return (
    <SettingsCard id="recruiting" form={form} labels={w.items} onSave={(event) => void save(event)}>
      <p className={styles.hint}>{w.recruitingHint}</p>
      <p className={styles.sixState} data-complete={missing === 0} aria-live="polite">
        {missing === 0 && <CheckIcon />}
        {missing === 0 ? w.complete : w.incomplete(missing)}
      </p>
      {ITEMS.map((item) => (
        <Textarea
          key={item}
          {...form.text(item)}
          minRows={item === 'recruitingContent' ? 3 : 1}
          description={w.itemHints[item]}
          label={
            <>
              {w.items[item]}
              {form.values[item].trim() === '' && <StatusTag tone="warn">{w.itemMissing}</StatusTag>}
            </>
          }
        />
      ))}
    </SettingsCard>
  );
}
