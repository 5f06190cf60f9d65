import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { FieldLabel } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { LineSkeleton } from '../../ui/Skeletons';
import { toast } from '../../ui/Toasts';
import { describeSeller, type Seller, type SellerOf, sellerQuery } from './seller.api';
import { words } from './seller.words';

/** In whose name the receipts are of what a mixer or a space sells itself. */
export function SellerCard({ of, id }: { of: SellerOf; id?: string }) {
  const w = useWords(words);
  const seller = useQuery(sellerQuery(of));
  const [editing, setEditing] = useState(false);
  return (
    <Card
      id={id}
      title={w.title}
      aside={
        seller.data && (
          <ActionButton tone="bare" size="xs" onClick={() => setEditing(true)} aria-haspopup="dialog">
            {w.edit}
          </ActionButton>
        )
      }
    >
      <p>{of ? w.ofSpace : w.mine}</p>
      {seller.isPending && <LineSkeleton count={3} />}
      {seller.isError && <ErrorState error={seller.error} onRetry={() => void seller.refetch()} />}
      {seller.data && (
        <Facts
          items={[
            { label: w.name, value: seller.data.name },
            { label: w.address, value: seller.data.address || w.noAddress },
            { label: w.number, value: seller.data.registrationNumber ?? w.notRegistered },
          ]}
        />
      )}
      {seller.data?.registrationNumberDoubtful && <p role="status">{w.doubtful}</p>}
      {editing && seller.data && <DescribeSheet of={of} seller={seller.data} onClose={() => setEditing(false)} />}
    </Card>
  );
}

/** Full-width figures, blanks and hyphens are read as they are meant. */
const numberIn = (typed: string): string | null => typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase() || null;

function DescribeSheet({ of, seller, onClose }: { of: SellerOf; seller: Seller; onClose: () => void }) {
  const w = useWords(words);
  const client = useQueryClient();
  const form = useForm({ registrationNumber: seller.registrationNumber ?? '', name: seller.name, address: seller.address }, (values) => ({
    name: numberIn(values.registrationNumber) !== null && values.name.trim() === '' && w.nameMissing,
  }));
  const send = form.submit(async (values) => {
    const kept = await describeSeller(of, { registrationNumber: numberIn(values.registrationNumber), name: values.name.trim(), address: values.address.trim() });
    client.setQueryData(sellerQuery(of).queryKey, kept);
    toast(w.saved);
    onClose();
  });
  return (
    <FormSheet title={w.sheet} verb={w.save} busy={form.busy} onSend={send} onClose={onClose}>
      <FormErrors form={form} labels={{ registrationNumber: w.number, name: w.name, address: w.address }} />
      <TextInput label={<FieldLabel mark="optional">{w.number}</FieldLabel>} description={w.numberHint} maxLength={20} autoComplete="off" {...form.text('registrationNumber')} />
      {numberIn(form.values.registrationNumber) !== null && (
        <>
          <TextInput label={w.name} description={w.nameHint} maxLength={80} {...form.text('name')} />
          <TextInput label={<FieldLabel mark="optional">{w.address}</FieldLabel>} description={w.addressHint} maxLength={200} {...form.text('address')} />
        </>
      )}
      <p>{w.later}</p>
    </FormSheet>
  );
}
