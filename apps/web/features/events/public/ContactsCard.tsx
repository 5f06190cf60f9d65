import { Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { dayText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { tokyoDay } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { FieldLabel } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { FormSheet } from '../../../ui/FormSheet';
import { StatusTag } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { type Contacts, contactsQuery, hideCard, type MetCard, type OwnCard, showCard, unwishContact, wishContact } from './after.api';
import styles from './After.module.css';
import { words } from './after.words';
import type { Holder } from './registrations.api';

interface ContactsProps {
  holder: Holder;
}

/** Cards of that evening's guests: shown by choice, an address seen only where both have said yes. */
export function ContactsCard({ holder }: ContactsProps) {
  const w = useWords(words).contacts;
  const locale = useLocale();
  const { data } = useQuery(contactsQuery(holder));
  if (!data || data.own.length === 0 || (!data.open && data.met.length === 0)) return null;
  const shows = data.own.some(({ displayName }) => displayName !== null);
  return (
    <Card title={w.title} id="contacts">
      <p className={styles.soft}>
        {w.hint} {data.open && w.until(dayText(tokyoDay(data.closesAt), locale, false))}
      </p>
      <ul className={styles.cards}>
        {data.own.map((card) => (
          <Own key={card.seatId} card={card} open={data.open} holder={holder} />
        ))}
      </ul>
      <h3 className={styles.heading}>{w.met}</h3>
      {data.met.length === 0 && <p className={styles.soft}>{shows ? w.none : w.first}</p>}
      <ul className={styles.cards}>
        {data.met.map((card) => (
          <Met key={card.seatId} card={card} contacts={data} holder={holder} />
        ))}
      </ul>
    </Card>
  );
}

/** Every verb answers with the whole, so that one query holds it all. */
function useContacts<Said>(holder: Holder, change: (said: Said) => Promise<Contacts>, done?: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (contacts) => {
      client.setQueryData(contactsQuery(holder).queryKey, contacts);
      if (done) toast(done);
    },
    onError: () => client.invalidateQueries({ queryKey: contactsQuery(holder).queryKey }),
  });
}

function Own({ card, open, holder }: ContactsProps & { card: OwnCard; open: boolean }) {
  const w = useWords(words).contacts;
  const [editing, setEditing] = useState(false);
  const [hiding, setHiding] = useState(false);
  const hide = useContacts(holder, () => hideCard(holder, card.seatId), w.hidden);
  const shown = card.displayName !== null;
  return (
    <li className={styles.card} data-mine>
      <b>{shown ? card.displayName : w.mine(card.name || w.unnamed)}</b>
      {card.about && <p>{card.about}</p>}
      {shown && <p className={styles.soft}>{card.contact}</p>}
      <div className={styles.actions}>
        {open && (
          <ActionButton tone="quiet" aria-haspopup="dialog" onClick={() => setEditing(true)}>
            {shown ? w.edit : w.show}
          </ActionButton>
        )}
        {shown && (
          <ActionButton tone="bare" aria-haspopup="dialog" onClick={() => setHiding(true)}>
            {w.hide}
          </ActionButton>
        )}
      </div>
      <Confirm
        opened={hiding}
        onClose={() => setHiding(false)}
        title={w.hideTitle}
        confirmLabel={w.hide}
        busy={hide.isPending}
        onConfirm={() => hide.mutate(undefined, { onSuccess: () => setHiding(false) })}
      >
        <p>{w.hideText}</p>
        {hide.isError && <ErrorState error={hide.error} />}
      </Confirm>
      {editing && <CardSheet card={card} holder={holder} onClose={() => setEditing(false)} />}
    </li>
  );
}

function CardSheet({ card, holder, onClose }: ContactsProps & { card: OwnCard; onClose: () => void }) {
  const w = useWords(words).contacts;
  const client = useQueryClient();
  const form = useForm({ displayName: card.displayName ?? card.name, about: card.about, contact: card.contact }, ({ displayName, contact }) => ({
    displayName: displayName.trim() === '' && w.missing.displayName,
    contact: contact.trim() === '' && w.missing.contact,
  }));
  const submit = form.submit(async ({ displayName, about, contact }) => {
    const contacts = await showCard(holder, card.seatId, { displayName: displayName.trim(), about: about.trim(), contact: contact.trim() });
    client.setQueryData(contactsQuery(holder).queryKey, contacts);
    toast(w.saved);
    onClose();
  });
  return (
    <FormSheet title={w.sheet} verb={w.save} busy={form.busy} onSend={submit} onClose={onClose} alone>
      <FormErrors form={form} labels={{ displayName: w.displayName, about: w.about, contact: w.contact }} />
      <TextInput label={<FieldLabel mark="required">{w.displayName}</FieldLabel>} autoComplete="nickname" maxLength={80} {...form.text('displayName')} />
      <Textarea label={<FieldLabel mark="optional">{w.about}</FieldLabel>} description={w.aboutHint} autosize minRows={2} maxLength={300} {...form.text('about')} />
      <TextInput label={<FieldLabel mark="required">{w.contact}</FieldLabel>} description={w.contactHint} autoComplete="email" maxLength={200} {...form.text('contact')} />
    </FormSheet>
  );
}

function Met({ card, contacts, holder }: ContactsProps & { card: MetCard; contacts: Contacts }) {
  const w = useWords(words).contacts;
  // The first of one's own cards speaks for the party.
  const from = contacts.own.find(({ displayName }) => displayName !== null)?.seatId;
  const wished = card.wishedFrom.length > 0;
  const turn = useContacts(holder, (seatId: string) => (wished ? unwishContact(holder, seatId, card.seatId) : wishContact(holder, seatId, card.seatId)));
  const seatId = card.wishedFrom[0] ?? from;
  return (
    <li className={styles.card}>
      <b>{card.displayName}</b>
      {card.mutual && <StatusTag tone="ok">{w.mutual}</StatusTag>}
      {wished && !card.mutual && <StatusTag tone="ai">{w.waiting}</StatusTag>}
      {card.about && <p>{card.about}</p>}
      {card.contact && <p className={styles.contact}>{card.contact}</p>}
      {contacts.open && seatId && (
        <div className={styles.actions}>
          <ActionButton
            tone={wished ? 'bare' : 'quiet'}
            busy={turn.isPending}
            aria-label={wished ? w.wishedFor(card.displayName) : w.wishFor(card.displayName)}
            onClick={() => turn.mutate(seatId)}
          >
            {wished ? w.wished : w.wish}
          </ActionButton>
        </div>
      )}
      {turn.isError && <ErrorState error={turn.error} />}
    </li>
  );
}
