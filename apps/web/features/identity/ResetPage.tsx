import { useState } from 'react';
import { useParams } from 'react-router';
import { answer, api } from '../../lib/api';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Form, PasswordField } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Page } from '../../ui/Page';
import { TextLink } from '../../ui/TextLink';
import styles from './identity.module.css';
import { words } from './words';

export default function ResetPage() {
  const w = useWords(words);
  const { token = '' } = useParams();
  const [done, setDone] = useState(false);
  const form = useForm({ password: '' }, (values) => ({ password: values.password === '' && w.missing.password }));

  const submit = form.submit(async ({ password }) => {
    await answer(api.POST('/api/v1/password-resets/{token}', { params: { path: { token } }, body: { password } }));
    setDone(true);
  });

  if (done) {
    return (
      <Page key="done" title={w.reset.doneTitle} width="form">
        <Card>
          <p className={styles.text} role="status">
            {w.reset.done}
          </p>
          <ActionLink to="/sign-in" wide>
            {w.reset.signIn}
          </ActionLink>
        </Card>
      </Page>
    );
  }
  // A link that has been used or is too old is told by the server; the way on is another one.
  const spent = form.problem !== null && form.fields.length === 0;
  return (
    <Page title={w.reset.title} sub={w.reset.sub} width="form">
      <Card>
        <Form onSubmit={(event) => void submit(event)}>
          <FormErrors form={form} labels={{ password: w.reset.newPassword }} />
          {spent && <TextLink to="/forgot">{w.reset.again}</TextLink>}
          <PasswordField label={w.reset.newPassword} description={w.passwordHint} autoComplete="new-password" {...form.text('password')} />
          <ActionButton type="submit" wide busy={form.busy}>
            {w.reset.action}
          </ActionButton>
        </Form>
      </Card>
    </Page>
  );
}
