import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { answer, api } from '../../lib/api';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Page } from '../../ui/Page';
import { MailSent } from './MailSent';
import { words } from './words';

export default function ForgotPage() {
  const w = useWords(words);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({ email: '' }, (values) => ({ email: values.email.trim() === '' && w.missing.email }));

  const submit = form.submit(async (values) => {
    const email = values.email.trim();
    await answer(api.POST('/api/v1/password-resets', { body: { email } }));
    setSentTo(email);
  });

  const back = { to: '/sign-in', label: w.forgot.back };
  if (sentTo !== null) {
    return (
      <MailSent title={w.forgot.doneTitle} back={back}>
        {w.forgot.done(sentTo)}
      </MailSent>
    );
  }
  return (
    <Page title={w.forgot.title} sub={w.forgot.sub} width="form" back={back}>
      <Card>
        <Form onSubmit={(event) => void submit(event)}>
          <FormErrors form={form} labels={{ email: w.email }} />
          <TextInput label={w.email} type="email" autoComplete="username" autoCapitalize="none" {...form.text('email')} />
          <ActionButton type="submit" wide busy={form.busy}>
            {w.forgot.action}
          </ActionButton>
        </Form>
      </Card>
    </Page>
  );
}
