import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayText } from '../../lib/format';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { isSteward, useMe } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { FieldLabel, Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Page } from '../../ui/Page';
import { CardSkeleton, LineSkeleton } from '../../ui/Skeletons';
import { Sheet } from '../../ui/Sheet';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { type Cooperative, cooperativeQuery, describeCooperative, LEGAL_KINDS, type LegalKind, legalTextQuery } from './legal.api';
import styles from './legal.module.css';
import { words } from './words';

/** What the cooperative says of itself, and the texts that people agree to. */
export default function AdminLegalPage() {
  const w = useWords(words).admin;
  const me = useMe();
  const cooperative = useQuery(cooperativeQuery);
  return (
    <Page title={w.title} sub={w.sub}>
      {cooperative.isPending && <CardSkeleton count={2} />}
      {cooperative.isError && <ErrorState error={cooperative.error} onRetry={() => void cooperative.refetch()} />}
      {cooperative.data && <Described cooperative={cooperative.data} editable={isSteward(me)} />}
      <Card title={w.texts}>
        <p className={styles.soft}>{w.textsHint}</p>
        <ul className={styles.texts}>
          {LEGAL_KINDS.map((kind) => (
            <Published key={kind} kind={kind} editable={isSteward(me)} />
          ))}
        </ul>
      </Card>
    </Page>
  );
}

function Published({ kind, editable }: { kind: LegalKind; editable: boolean }) {
  const w = useWords(words);
  const locale = useLocale();
  const text = useQuery(legalTextQuery(kind));
  return (
    <li>
      <span className={styles.line}>
        <b>{w.title[kind]}</b>
        <span className={styles.soft}>{text.data && w.admin.current(text.data.version, dayText(text.data.inForceOn, locale))}</span>
      </span>
      {text.isPending && <LineSkeleton count={1} />}
      {text.isError && <ErrorState error={text.error} onRetry={() => void text.refetch()} />}
      <span className={styles.links}>
        <TextLink to={`/legal/${kind}`}>{w.admin.view}</TextLink>
        {editable && <TextLink to={`/admin/legal/${kind}`}>{w.admin.editText}</TextLink>}
      </span>
    </li>
  );
}

function Described({ cooperative, editable }: { cooperative: Cooperative; editable: boolean }) {
  const w = useWords(words).admin;
  const [editing, setEditing] = useState(false);
  const { name, address, representative, phone, email, helpDesk, registrationNumber } = cooperative;
  const incomplete = [address, representative, phone, email, helpDesk].some((fact) => fact === '');
  const orMissing = (fact: string) => fact || <span className={styles.soft}>{w.missing}</span>;
  return (
    <Card
      title={w.cooperative}
      tone={incomplete ? 'warm' : 'plain'}
      aside={
        editable && (
          <ActionButton tone={incomplete ? 'main' : 'bare'} size="xs" onClick={() => setEditing(true)} aria-haspopup="dialog">
            {w.edit}
          </ActionButton>
        )
      }
    >
      <p className={styles.soft}>{incomplete ? w.incomplete : w.cooperativeHint}</p>
      <Facts
        items={[
          { label: w.name, value: name },
          { label: w.representative, value: orMissing(representative) },
          { label: w.address, value: orMissing(address) },
          { label: w.phone, value: orMissing(phone) },
          { label: w.email, value: orMissing(email) },
          { label: w.helpDesk, value: orMissing(helpDesk) },
          { label: w.registrationNumber, value: registrationNumber ?? <span className={styles.soft}>{w.notRegistered}</span> },
        ]}
      />
      {cooperative.registrationNumberDoubtful && <p className={styles.notice}>{w.doubtful}</p>}
      <Sheet opened={editing} onClose={() => setEditing(false)} title={w.cooperative}>
        {editing && <DescribeForm cooperative={cooperative} onDone={() => setEditing(false)} />}
      </Sheet>
    </Card>
  );
}

function DescribeForm({ cooperative, onDone }: { cooperative: Cooperative; onDone: () => void }) {
  const w = useWords(words).admin;
  const client = useQueryClient();
  const { name, address, representative, phone, email, helpDesk } = cooperative;
  const form = useForm(
    { name, address, representative, phone, email, helpDesk, registrationNumber: cooperative.registrationNumber ?? '' },
    (values) => ({ name: values.name.trim() === '' && w.nameMissing }),
  );
  const send = form.submit(async (values) => {
    // An empty field says nothing new, but for those that may be taken away.
    const kept = await describeCooperative({
      name: values.name,
      address: values.address.trim() || undefined,
      helpDesk: values.helpDesk.trim() || undefined,
      representative: values.representative,
      phone: values.phone,
      email: values.email.trim() || undefined,
      registrationNumber: values.registrationNumber.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase() || null,
    });
    client.setQueryData(cooperativeQuery.queryKey, kept);
    await client.invalidateQueries({ queryKey: ['legal'] });
    toast(w.saved);
    onDone();
  });
  const labels = {
    name: w.name,
    representative: w.representative,
    address: w.address,
    phone: w.phone,
    email: w.email,
    helpDesk: w.helpDesk,
    registrationNumber: w.registrationNumber,
  };
  return (
    <Form onSubmit={send} aria-label={w.cooperative}>
      <FormErrors form={form} labels={labels} />
      <TextInput label={<FieldLabel mark="required">{w.name}</FieldLabel>} {...form.text('name')} />
      <TextInput label={w.representative} {...form.text('representative')} />
      <TextInput label={w.address} {...form.text('address')} />
      <TextInput label={w.phone} type="tel" {...form.text('phone')} />
      <TextInput label={w.email} type="email" {...form.text('email')} />
      <TextInput label={w.helpDesk} description={w.helpDeskHint} {...form.text('helpDesk')} />
      <TextInput label={<FieldLabel mark="optional">{w.registrationNumber}</FieldLabel>} description={w.registrationHint} {...form.text('registrationNumber')} />
      <div className={styles.actions}>
        <ActionButton type="submit" busy={form.busy}>
          {w.save}
        </ActionButton>
      </div>
    </Form>
  );
}
