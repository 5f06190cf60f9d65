import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { looksLikeEmail } from '../../lib/email';
import { useForm } from '../../lib/form';
import { yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { FieldLabel, FieldRow, Form, NumberField, YenInput } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toasts';
import { WhyBox } from '../../ui/WhyBox';
import type { DoorHere } from './useDoor';
import { words } from './words';

const MOST_PEOPLE = 20;

interface WalkInSheetProps {
  door: DoorHere;
  opened: boolean;
  onClose: () => void;
}

/** Somebody who comes by: name, ticket, cash, and they are in. */
export function WalkInSheet({ door, opened, onClose }: WalkInSheetProps) {
  const w = useWords(words);
  return (
    <Sheet opened={opened} onClose={onClose} title={w.walkInTitle}>
      {opened && <WalkInForm door={door} onDone={onClose} />}
    </Sheet>
  );
}

function WalkInForm({ door, onDone }: { door: DoorHere; onDone: () => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const types = door.kept?.door.ticketTypes ?? [];
  const priceOf = (id: string): number => types.find((type) => type.id === id)?.priceYen ?? 0;
  const first = types[0]?.id ?? '';
  const [refused, setRefused] = useState('');
  const form = useForm<{ name: string; ticketTypeId: string; quantity: number | null; amountYen: number | null; email: string }>(
    { name: w.defaultName, ticketTypeId: first, quantity: 1, amountYen: priceOf(first), email: '' },
    ({ name, ticketTypeId, quantity, amountYen, email }) => ({
      name: name.trim() === '' && w.missingName,
      quantity: (!quantity || quantity > MOST_PEOPLE) && w.tooManyPeople,
      amountYen: (amountYen ?? 0) > priceOf(ticketTypeId) * (quantity ?? 1) && w.tooMuch(yenText(priceOf(ticketTypeId) * (quantity ?? 1), locale)),
      // Said before it waits for a network: afterwards the guest is gone.
      email: email.trim() !== '' && !looksLikeEmail(email.trim()) && w.wrongEmail,
    }),
  );
  const { values } = form;
  const priced = (ticketTypeId: string, quantity: number | null): void => {
    form.set('ticketTypeId', ticketTypeId);
    form.set('quantity', quantity);
    form.set('amountYen', priceOf(ticketTypeId) * (quantity ?? 0));
  };
  const submit = form.submit(async ({ name, ticketTypeId, quantity, amountYen, email }) => {
    const said = { name: name.trim(), ticketTypeId, quantity: quantity ?? 1, ...(amountYen ? { amountYen } : {}), ...(email.trim() === '' ? {} : { email: email.trim() }) };
    const result = await door.say({ name: said.name, walkIn: said });
    if (result?.result === 'refused') {
      setRefused(result.fields?.[0]?.message ?? result.message ?? w.verdict.refused);
      return;
    }
    toast(result?.message ?? w.walkInDone(said.name));
    onDone();
  });
  return (
    <Form onSubmit={(event) => void submit(event)}>
      <FormErrors form={form} labels={{ name: w.name, quantity: w.people, amountYen: w.cashNow, email: w.email }} />
      {refused !== '' && <WhyBox reasons={[{ code: 'refused', message: refused }]} />}
      {(door.now?.seatsLeft ?? 0) < (values.quantity ?? 1) && <WhyBox reasons={[{ code: 'full', message: w.full }]} />}
      <TextInput label={w.name} description={w.nameHint} size="md" maxLength={80} {...form.text('name')} />
      {types.length > 1 && (
        <NativeSelect
          label={w.ticketType}
          size="md"
          data={types.map(({ id, name, priceYen }) => ({ value: id, label: `${name} ${yenText(priceYen, locale)}` }))}
          value={values.ticketTypeId}
          onChange={(event) => priced(event.currentTarget.value, values.quantity)}
        />
      )}
      <FieldRow>
        <NumberField label={w.people} size="md" unit={w.personUnit} {...form.field('quantity')} onChange={(quantity) => priced(values.ticketTypeId, quantity)} />
        <YenInput label={w.cashNow} size="md" {...form.field('amountYen')} />
      </FieldRow>
      <TextInput label={<FieldLabel mark="optional">{w.email}</FieldLabel>} description={w.emailHint} size="md" type="email" inputMode="email" autoComplete="off" {...form.text('email')} />
      <ActionButton type="submit" wide size="md" busy={form.busy}>
        {w.walkInDo}
      </ActionButton>
    </Form>
  );
}
