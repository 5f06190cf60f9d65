import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../lib/api';
import { useForm } from '../../lib/form';
import { type Locale, useLocale } from '../../lib/locale';
import { ME } from '../../lib/query';
import { useSessionActions } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Form, PasswordField } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FilterChips, StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import styles from './identity.module.css';
import { words } from './words';

interface EmailCardProps {
  email: string;
  confirmed: boolean;
}

/** The address and whether it is confirmed. */
export function EmailCard({ email, confirmed }: EmailCardProps) {
  const w = useWords(words).account;
  const resend = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/email-confirmations/request')),
    onSuccess: () => toast(w.resent),
  });
  return (
    <Card
      title={w.emailTitle}
      aside={<StatusTag tone={confirmed ? 'ok' : 'warn'}>{confirmed ? w.confirmed : w.unconfirmed}</StatusTag>}
      tone={confirmed ? 'plain' : 'warm'}
    >
      <p className={styles.text}>{email}</p>
      {!confirmed && (
        <>
          <p className={styles.hint}>{w.unconfirmedHint}</p>
          {resend.isError && <ErrorState error={resend.error} />}
          <ActionButton tone="quiet" busy={resend.isPending} onClick={() => resend.mutate()}>
            {w.resend}
          </ActionButton>
        </>
      )}
    </Card>
  );
}

const LANGUAGES: readonly { value: Locale; label: string }[] = [
  { value: 'ja', label: '日本語' },
  { value: 'en', label: 'English' },
];

interface BasicsCardProps {
  displayName: string;
}

/** The name and the language. The language holds at once, the name when it is saved. */
export function BasicsCard({ displayName }: BasicsCardProps) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const { setLanguage } = useSessionActions();
  const form = useForm({ displayName }, (values) => ({
    displayName: values.displayName.trim() === '' && w.missing.displayName,
  }));
  const submit = form.submit(async (values) => {
    await answer(api.PATCH('/api/v1/me', { body: { displayName: values.displayName.trim() } }));
    await client.invalidateQueries({ queryKey: ME });
    form.reset(values);
    toast(w.account.saved);
  });
  return (
    <Card title={w.account.basics}>
      <Form onSubmit={(event) => void submit(event)}>
        <FormErrors form={form} labels={{ displayName: w.displayName }} />
        <TextInput label={w.displayName} description={w.displayNameHint} autoComplete="nickname" {...form.text('displayName')} />
        {form.dirty && (
          <div className={styles.start}>
            <ActionButton type="submit" tone="quiet" busy={form.busy}>
              {w.account.save}
            </ActionButton>
          </div>
        )}
        <div className={styles.field}>
          <p className={styles.fieldLabel}>{w.account.language}</p>
          <FilterChips
            label={w.account.language}
            options={LANGUAGES}
            value={locale}
            onChange={(next) => {
              void setLanguage(next);
            }}
          />
          <p className={styles.hint}>{w.account.languageHint}</p>
        </div>
      </Form>
    </Card>
  );
}

interface PasswordCardProps {
  /** Told to password managers, which otherwise do not know whose password changes. */
  email: string;
}

export function PasswordCard({ email }: PasswordCardProps) {
  const w = useWords(words);
  const form = useForm({ current: '', next: '' }, (values) => ({
    current: values.current === '' && w.missing.password,
    next: values.next === '' && w.missing.password,
  }));
  const submit = form.submit(async (values) => {
    await answer(api.POST('/api/v1/me/password', { body: values }));
    form.reset();
    toast(w.account.passwordChanged);
  });
  return (
    <Card title={w.account.passwordTitle}>
      <Form onSubmit={(event) => void submit(event)}>
        <FormErrors form={form} labels={{ current: w.account.currentPassword, next: w.account.newPassword }} />
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordField label={w.account.currentPassword} autoComplete="current-password" {...form.text('current')} />
        <PasswordField
          label={w.account.newPassword}
          description={w.passwordHint}
          autoComplete="new-password"
          {...form.text('next')}
        />
        <div className={styles.start}>
          <ActionButton type="submit" tone="quiet" busy={form.busy}>
            {w.account.changePassword}
          </ActionButton>
        </div>
      </Form>
    </Card>
  );
}
