import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useForm } from '../../lib/form';
import { useSessionActions } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Form, PasswordField } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Page } from '../../ui/Page';
import { TextLink } from '../../ui/TextLink';
import { installationQuery } from './identity.api';
import styles from './identity.module.css';
import { words } from './words';

const DEMO_PASSWORD = 'mazeru-demo';
const DEMO_ACCOUNTS = [
  { role: 'junior', email: 'junior@mazeru.example' },
  { role: 'senior', email: 'senior@mazeru.example' },
  { role: 'challenge', email: 'challenge@mazeru.example' },
  { role: 'owner', email: 'owner.morioka@mazeru.example' },
  { role: 'steward', email: 'steward@mazeru.example' },
] as const;

export default function SignInPage() {
  const w = useWords(words);
  const { signIn } = useSessionActions();
  const { data: installation } = useQuery(installationQuery);
  const form = useForm({ email: '', password: '' }, (values) => ({
    email: values.email.trim() === '' && w.missing.email,
    password: values.password === '' && w.missing.password,
  }));

  // Who has signed in is led on by the guard of this screen, to where they wanted to go.
  const submit = form.submit(async ({ email, password }) => {
    await signIn(email.trim(), password);
  });

  return (
    <Page title={w.signIn.title} width="form">
      <Card>
        <Form onSubmit={(event) => void submit(event)}>
          <FormErrors form={form} labels={{ email: w.email, password: w.password }} />
          <TextInput label={w.email} type="email" autoComplete="username" autoCapitalize="none" {...form.text('email')} />
          <PasswordField label={w.password} autoComplete="current-password" {...form.text('password')} />
          <ActionButton type="submit" wide busy={form.busy}>
            {w.signIn.action}
          </ActionButton>
          <TextLink to="/forgot">{w.signIn.forgot}</TextLink>
        </Form>
      </Card>
      <p className={styles.other}>
        {w.signIn.fresh} <TextLink to="/sign-up">{w.signIn.signUp}</TextLink>
      </p>
      {installation?.demo && (
        <Card title={w.signIn.demo} tone="sunk">
          <p className={styles.hint}>{w.signIn.demoHint}</p>
          <div className={styles.demo}>
            {DEMO_ACCOUNTS.map(({ role, email }) => (
              <button
                key={role}
                type="button"
                onClick={() => {
                  form.set('email', email);
                  form.set('password', DEMO_PASSWORD);
                }}
              >
                {w.signIn.demoAccounts[role]}
              </button>
            ))}
          </div>
        </Card>
      )}
    </Page>
  );
}
