import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { answer, api } from '../../lib/api';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Form, PasswordField } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Page } from '../../ui/Page';
import { TextLink } from '../../ui/TextLink';
import styles from './identity.module.css';
import { MailSent } from './MailSent';
import { words } from './words';

export default function SignUpPage() {
  const w = useWords(words);
  const locale = useLocale();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({ displayName: '', email: '', password: '' }, (values) => ({
    displayName: values.displayName.trim() === '' && w.missing.displayName,
    email: values.email.trim() === '' && w.missing.email,
    password: values.password === '' && w.missing.password,
  }));

  const submit = form.submit(async (values) => {
    const email = values.email.trim();
    await answer(api.POST('/api/v1/accounts', { body: { ...values, email, locale } }));
    setSentTo(email);
  });

  if (sentTo !== null) {
    return (
      <MailSent title={w.signUp.doneTitle} hint={w.signUp.doneHint} back={{ to: '/sign-in', label: w.signUp.toSignIn }}>
        {w.signUp.done(sentTo)}
      </MailSent>
    );
  }
  return (
    <Page title={w.signUp.title} sub={w.signUp.sub} width="form">
      <Card>
        <Form onSubmit={(event) => void submit(event)}>
          <FormErrors form={form} labels={{ displayName: w.displayName, email: w.email, password: w.password }} />
          <TextInput label={w.displayName} description={w.displayNameHint} autoComplete="nickname" {...form.text('displayName')} />
          <TextInput label={w.email} type="email" autoComplete="username" autoCapitalize="none" {...form.text('email')} />
          <PasswordField label={w.password} description={w.passwordHint} autoComplete="new-password" {...form.text('password')} />
          <ActionButton type="submit" wide busy={form.busy}>
            {w.signUp.action}
          </ActionButton>
        </Form>
      </Card>
      <p className={styles.other}>
        {w.signUp.texts} <TextLink to="/legal/terms">{w.signUp.terms}</TextLink> <TextLink to="/legal/privacy">{w.signUp.privacy}</TextLink>
      </p>
      <p className={styles.other}>
        {w.signUp.have} <TextLink to="/sign-in">{w.signUp.signIn}</TextLink>
      </p>
    </Page>
  );
}
