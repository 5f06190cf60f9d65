import { MIXER_PLEDGE } from '#libs/words';
import { Checkbox, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate } from 'react-router';
import { answer, api } from '../../lib/api';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { ME } from '../../lib/query';
import { isMixer, useMe } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { FieldLabel, FieldRow, Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toasts';
import { words } from './join.words';

const EMPTY = { familyName: '', givenName: '', familyKana: '', givenKana: '', acceptsPledge: false };

/** The application to become a mixer. Whoever is one already has nothing to do here. */
export default function JoinMixerPage() {
  const w = useWords(words);
  const locale = useLocale();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm(EMPTY, (values) => ({
    familyName: values.familyName.trim() === '' && w.missingName,
    familyKana: values.familyKana.trim() === '' && w.missingKana,
    acceptsPledge: !values.acceptsPledge && w.mustAccept,
  }));

  const submit = form.submit(async (values) => {
    await answer(api.POST('/api/v1/me/mixer', { body: values }));
    toast(w.done);
    await client.invalidateQueries({ queryKey: ME });
    await navigate('/me/capabilities');
  });

  if (isMixer(me) && !form.busy) return <Navigate to="/me/capabilities" replace />;
  const labels = {
    familyName: w.familyName,
    givenName: w.givenName,
    familyKana: w.familyKana,
    givenKana: w.givenKana,
    acceptsPledge: w.pledge,
  };
  return (
    <Page title={w.title} sub={w.sub} back={{ to: '/me', label: w.back }}>
      <Card>
        <Form onSubmit={(event) => void submit(event)}>
          <FormErrors form={form} labels={labels} />
          <FieldRow>
            <TextInput label={w.familyName} autoComplete="family-name" {...form.text('familyName')} />
            <TextInput label={<FieldLabel mark="optional">{w.givenName}</FieldLabel>} autoComplete="given-name" {...form.text('givenName')} />
          </FieldRow>
          <p>{w.nameHint}</p>
          <FieldRow>
            <TextInput label={w.familyKana} {...form.text('familyKana')} />
            <TextInput label={<FieldLabel mark="optional">{w.givenKana}</FieldLabel>} {...form.text('givenKana')} />
          </FieldRow>
          <p>{w.kanaHint}</p>
          <Card title={w.pledge} tone="sunk" level={2} as="div">
            <p>{MIXER_PLEDGE.text[locale]}</p>
          </Card>
          <Checkbox
            label={w.accept}
            id={form.idOf('acceptsPledge')}
            checked={form.values.acceptsPledge}
            error={form.errorAt('acceptsPledge')}
            onChange={(event) => form.set('acceptsPledge', event.currentTarget.checked)}
          />
          <ActionButton type="submit" wide busy={form.busy}>
            {w.action}
          </ActionButton>
        </Form>
      </Card>
    </Page>
  );
}
