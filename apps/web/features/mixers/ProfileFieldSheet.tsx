import { Textarea, TextInput } from '@mantine/core';
import { PREFECTURE_CODES, prefectureName } from '#libs/words';
import { halfWidth } from '../../lib/digits';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { FieldRow } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { ToggleChip } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { type OwnProfile, type ProfileChange, type ProfileField, useChangeProfile } from './mixers.api';
import { words } from './profile.words';
import styles from './ProfilePage.module.css';

interface ProfileFieldSheetProps {
  field: ProfileField;
  profile: OwnProfile;
  onClose: () => void;
}

/* The names of the inputs are the paths of the request, so that what the server says of one lands beside it. */
const TEXT = 'fields.0.value';
const FAMILY = 'fields.0.value.family';
const GIVEN = 'fields.0.value.given';

/** Edits one field. Nothing is kept unless it is saved. */
export function ProfileFieldSheet({ field, profile, onClose }: ProfileFieldSheetProps) {
  const w = useWords(words);
  const locale = useLocale();
  const change = useChangeProfile();
  const named = field === 'name' || field === 'kana';
  const form = useForm({
    [TEXT]: textOf(field, profile),
    [FAMILY]: named ? (profile[field]?.family ?? '') : '',
    [GIVEN]: named ? (profile[field]?.given ?? '') : '',
    areas: profile.areas ?? [],
  });
  const label = w.field[field];
  const submit = form.submit(async (values) => {
    await change.mutateAsync(changeOf(field, { text: values[TEXT], family: values[FAMILY], given: values[GIVEN], areas: values.areas }));
    toast(w.saved);
    onClose();
  });
  const family = field === 'kana' ? w.familyKana : w.family;
  const given = field === 'kana' ? w.givenKana : w.given;
  const long = field === 'whatIDo' || field === 'whatICanGive' || field === 'skills' || field === 'links';
  return (
    <FormSheet title={label} verb={w.save} busy={form.busy} onSend={submit} onClose={onClose}>
      <FormErrors form={form} labels={{ fields: label, [FAMILY]: family, [GIVEN]: given }} />
      <p className={styles.soft}>{w.hint[field]}</p>
      {named && (
        <FieldRow>
          <TextInput label={family} autoComplete={field === 'name' ? 'family-name' : 'off'} {...form.text(FAMILY)} />
          <TextInput label={given} autoComplete={field === 'name' ? 'given-name' : 'off'} {...form.text(GIVEN)} />
        </FieldRow>
      )}
      {field === 'areas' && (
        <div className={styles.areas} role="group" aria-label={label} id={form.idOf(TEXT)} tabIndex={-1}>
          {PREFECTURE_CODES.map((code) => (
            <ToggleChip
              key={code}
              pressed={form.values.areas.includes(code)}
              onChange={(on) => form.set('areas', on ? [...form.values.areas, code].sort() : form.values.areas.filter((each) => each !== code))}
            >
              {prefectureName(code, locale)}
            </ToggleChip>
          ))}
        </div>
      )}
      {long && <Textarea label={label} minRows={field === 'skills' || field === 'links' ? 3 : 5} maxLength={2000} {...form.text(TEXT)} />}
      {field === 'displayName' && <TextInput label={label} autoComplete="nickname" {...form.text(TEXT)} />}
      {field === 'phone' && <TextInput label={label} type="tel" inputMode="tel" autoComplete="tel" {...form.text(TEXT)} />}
    </FormSheet>
  );
}

function textOf(field: ProfileField, profile: OwnProfile): string {
  switch (field) {
    case 'name':
    case 'kana':
    case 'areas':
      return '';
    case 'skills':
    case 'links':
      return (profile[field] ?? []).join('\n');
    default:
      return profile[field] ?? '';
  }
}

const lines = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function changeOf(field: ProfileField, typed: { text: string; family: string; given: string; areas: string[] }): ProfileChange {
  switch (field) {
    case 'name':
    case 'kana':
      return { field, value: { family: typed.family.trim(), given: typed.given.trim() } };
    case 'areas':
      return { field, value: typed.areas };
    case 'skills':
      return { field, value: lines(typed.text, /[\n、,，]/) };
    case 'links':
      return { field, value: lines(typed.text, /\s+/) };
    case 'phone':
      return { field, value: halfWidth(typed.text).trim() };
    default:
      return { field, value: typed.text.trim() };
  }
}
