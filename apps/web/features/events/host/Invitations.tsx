import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { useLocale } from '../../../lib/locale';
import { termText } from '../../../lib/terms';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card, Cards } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Sheet } from '../../../ui/Sheet';
import { StatusTag } from '../../../ui/Tags';
import { TextLink } from '../../../ui/TextLink';
import { toast } from '../../../ui/Toasts';
import { When } from '../../../ui/When';
import { words as builderWords } from './builder.words';
import { words as heldWords } from './held.words';
import { acceptInvitation, declineInvitation, type Invitation, POST_LABELS, reportPost, rereadEvents } from './host.api';
import styles from './host.module.css';
import { words } from './my-events.words';
import { SplitCard } from './SplitCard';

/** What somebody is asked to do at events of others, and what they have agreed to do. */
export function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  const w = useWords(words).mine;
  const asked = invitations.filter(({ status }) => status === 'invited');
  const taken = invitations.filter(({ status }) => status === 'accepted');
  return (
    <>
      {asked.length > 0 && (
        <section className={styles.section} aria-labelledby="event-invitations">
          <h2 id="event-invitations">{w.groups.invited}</h2>
          <p className={styles.soft}>{w.invitedHint}</p>
          <Cards min={420}>
            {asked.map((invitation) => (
              <InvitationCard key={invitation.id} invitation={invitation} />
            ))}
          </Cards>
        </section>
      )}
      {taken.length > 0 && (
        <section className={styles.section} aria-labelledby="event-parts">
          <h2 id="event-parts">{w.groups.helping}</h2>
          <Cards min={420}>
            {taken.map((invitation) => (
              <InvitationCard key={invitation.id} invitation={invitation} />
            ))}
          </Cards>
        </section>
      )}
    </>
  );
}

function InvitationCard({ invitation }: { invitation: Invitation }) {
  const w = useWords(words).mine;
  const { hostedBy } = useWords(heldWords);
  const locale = useLocale();
  const client = useQueryClient();
  const b = useWords(builderWords);
  const [sheet, setSheet] = useState<'withdraw' | 'post' | 'split' | null>(null);
  const { id, event, role, duty, status, can, why, postUrl, postLabel } = invitation;
  const builds = role === 'builder';
  const accept = useMutation({ mutationFn: () => acceptInvitation(id), onSuccess: () => toast(builds ? b.thanks : w.accepted), onSettled: () => rereadEvents(client) });
  const decline = useMutation({
    mutationFn: () => declineInvitation(id),
    onSuccess: () => {
      setSheet(null);
      toast(w.declined);
    },
    onSettled: () => rereadEvents(client),
  });
  const failed = accept.error ?? decline.error;
  const asked = status === 'invited';
  return (
    <Card as="li" tone={asked ? 'warm' : 'plain'}>
      <div className={styles.row}>
        <StatusTag tone="senior">{termText('personRole', role, locale)}</StatusTag>
        <span className={styles.soft}>{hostedBy(event.host.name)}</span>
      </div>
      <When startsAt={event.startsAt} endsAt={event.endsAt} size="headline" />
      <p>
        {event.status === 'published' ? <TextLink to={`/events/${event.id}`}>{event.title}</TextLink> : <b>{event.title}</b>}
        {event.space && <span className={styles.soft}> {event.space.name}</span>}
      </p>
      <p className={styles.said}>
        <b>{builds ? b.built : w.duty}</b>
        <br />
        {duty}
      </p>
      {postUrl && (
        <p>
          {w.posted}{' '}
          <a href={postUrl} className={styles.link} rel="noreferrer" target="_blank">
            {postLabel} {postUrl}
          </a>
        </p>
      )}
      {failed && <ErrorState error={failed} />}
      <div className={styles.actions}>
        {asked && (
          <ActionButton busy={accept.isPending} blocked={why} blockedLabel={w.cannotAccept} onClick={() => accept.mutate()}>
            {builds ? b.agree : w.accept}
          </ActionButton>
        )}
        {builds && (
          <ActionButton tone="quiet" onClick={() => setSheet('split')} aria-haspopup="dialog">
            {b.readSplit}
          </ActionButton>
        )}
        {asked && can.decline && (
          <ActionButton tone="bare" busy={decline.isPending} onClick={() => decline.mutate()}>
            {w.decline}
          </ActionButton>
        )}
        {can.post && (
          <ActionButton tone="quiet" onClick={() => setSheet('post')}>
            {w.post}
          </ActionButton>
        )}
        {!asked && can.decline && (
          <ActionButton tone="bare" onClick={() => setSheet('withdraw')}>
            {builds ? b.withdraw : w.withdraw}
          </ActionButton>
        )}
      </div>
      <Confirm
        opened={sheet === 'withdraw'}
        onClose={() => setSheet(null)}
        title={builds ? b.withdrawTitle : w.withdrawTitle}
        confirmLabel={builds ? b.withdraw : w.withdraw}
        busy={decline.isPending}
        onConfirm={() => decline.mutate()}
      >
        <p>{builds ? b.withdrawText : w.withdrawText}</p>
      </Confirm>
      {sheet === 'split' && (
        <Sheet opened onClose={() => setSheet(null)} title={b.readSplit} width={640}>
          <SplitCard event={event} />
        </Sheet>
      )}
      {sheet === 'post' && <PostSheet personId={id} onClose={() => setSheet(null)} />}
    </Card>
  );
}

/** A promoter says where the labelled post is. */
function PostSheet({ personId, onClose }: { personId: string; onClose: () => void }) {
  const w = useWords(words).post;
  const client = useQueryClient();
  const form = useForm<{ url: string; label: string }>({ url: '', label: POST_LABELS[0] }, ({ url }) => ({ url: !/^https:\/\/\S{3,}/.test(url.trim()) && w.urlMissing }));
  const send = form.submit(async ({ url, label }) => {
    await reportPost(personId, url.trim(), POST_LABELS.find((known) => known === label) ?? POST_LABELS[0]);
    toast(w.done);
    onClose();
    await rereadEvents(client);
  });
  return (
    <Sheet opened onClose={onClose} title={w.title}>
      <Form onSubmit={(event) => void send(event)}>
        <p>{w.hint}</p>
        <FormErrors form={form} labels={{ url: w.url, label: w.label }} />
        <TextInput {...form.text('url')} type="url" inputMode="url" label={w.url} placeholder="https://" maxLength={490} />
        <NativeSelect {...form.text('label')} label={w.label} data={[...POST_LABELS]} />
        <ActionButton type="submit" wide busy={form.busy}>
          {w.send}
        </ActionButton>
      </Form>
    </Sheet>
  );
}
