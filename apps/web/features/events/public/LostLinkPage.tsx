import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { useSession } from '../../../lib/session';
import { useWords } from '../../../lib/words';
import { ActionButton, ActionLink } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { EmptyState } from '../../../ui/EmptyState';
import { Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Page } from '../../../ui/Page';
import { words } from './manage.words';
import { askForLinks } from './registrations.api';

/** The link is lost: it is sent again, to the address that registered and to no other. */
export default function LostLinkPage() {
  const w = useWords(words).lost;
  const { me } = useSession();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({ email: me?.account.email ?? '' }, ({ email }) => ({ email: email.trim() === '' && w.missing }));
  const submit = form.submit(async ({ email }) => {
    await askForLinks(email.trim());
    setSentTo(email.trim());
  });
  const back = { to: '/events', label: w.toEvents };
  if (sentTo !== null) {
    return (
      <Page title={w.sentTitle} width="form" back={back}>
        <EmptyState title={w.sent(sentTo)} action={<ActionLink to={back.to} tone="quiet">{back.label}</ActionLink>}>
          {w.sentHint}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={w.title} sub={w.sub} width="form" back={back}>
      <Card>
        <Form onSubmit={(event) => void submit(event)}>
          <FormErrors form={form} labels={{ email: w.email }} />
          <TextInput label={w.email} type="email" autoComplete="email" autoCapitalize="none" {...form.text('email')} />
          <ActionButton type="submit" wide busy={form.busy}>
            {w.send}
          </ActionButton>
        </Form>
      </Card>
    </Page>
  );
}
