import { SegmentedControl, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useForm } from '../../lib/form';
import { instantText } from '../../lib/format';
import { type Locale, useLocale } from '../../lib/locale';
import { useDesktop } from '../../lib/media';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Confirm } from '../../ui/Confirm';
import { ErrorState } from '../../ui/ErrorState';
import { FieldLabel, Form } from '../../ui/Fields';
import { Fold } from '../../ui/Fold';
import { FormErrors } from '../../ui/FormErrors';
import { LeaveGuard } from '../../ui/LeaveGuard';
import { Markdown } from '../../ui/Markdown';
import { LineSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { type Meeting, minutesQuery, publishMinutes, tookPlace, writeMinutes } from './meetings.api';
import styles from './meetings.module.css';
import { useTake } from './useTake';
import { words } from './words';

/** What was said and settled: read by all, written by stewards. */
export function MinutesCard({ meeting }: { meeting: Meeting }) {
  const w = useWords(words).minutes;
  const locale = useLocale();
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const take = useTake(() => setAsking(false));
  const { minutes, can, minutesPublishedAt } = meeting;
  return (
    <Card title={w.title} aside={minutes && minutesPublishedAt === null && <StatusTag tone="warn">{w.draft}</StatusTag>}>
      <div className={styles.inside}>
        {!minutes && !editing && <p>{can.writeMinutes || can.cancel ? w.noneSteward : w.none}</p>}
        {editing ? (
          <Editor meeting={meeting} onClose={() => setEditing(false)} />
        ) : (
          <>
            {minutes && (
              <>
                <Markdown>{minutes.body}</Markdown>
                <p className={styles.soft}>{w.version(minutes.version, minutes.writtenByName, instantText(minutes.writtenAt, locale))}</p>
              </>
            )}
            <div className={styles.buttons}>
              {can.publishMinutes && <ActionButton onClick={() => setAsking(true)}>{w.publish}</ActionButton>}
              {can.writeMinutes && (
                <ActionButton tone="quiet" onClick={() => setEditing(true)}>
                  {minutes ? w.edit : w.write}
                </ActionButton>
              )}
            </div>
            {minutes && minutes.version > 1 && <Versions meeting={meeting} />}
          </>
        )}
      </div>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={w.publishTitle}
        confirmLabel={w.publish}
        tone="main"
        busy={take.isPending}
        onConfirm={() => take.mutate({ send: () => publishMinutes(meeting.id), said: w.published })}
      >
        <p>{w.publishText}</p>
        {take.error && <ErrorState error={take.error} />}
      </Confirm>
    </Card>
  );
}

/** The older versions, opened when somebody wants them. */
function Versions({ meeting }: { meeting: Meeting }) {
  const w = useWords(words).minutes;
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const versions = useQuery({ ...minutesQuery(meeting.id), enabled: open });
  return (
    <Fold label={w.versions} onToggle={setOpen}>
      {versions.isPending && <LineSkeleton count={3} />}
      {versions.isError && <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.data?.items.map(({ version, body, writtenByName, writtenAt }) => (
        <Fold key={version} label={w.version(version, writtenByName, instantText(writtenAt, locale))}>
          <Markdown>{body}</Markdown>
        </Fold>
      ))}
    </Fold>
  );
}

function Editor({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const all = useWords(words);
  const w = all.minutes;
  const locale = useLocale();
  const desktop = useDesktop();
  const client = useQueryClient();
  const [side, setSide] = useState<'write' | 'preview'>('write');
  // What it follows stays what was read when the writing began: who is slower is told.
  const [after] = useState(meeting.minutes?.version ?? 0);
  const form = useForm({ body: meeting.minutes?.body ?? outlineOf(meeting, w, locale) }, ({ body }) => ({ body: body.trim() === '' && w.missing }));
  const shown = useDeferredValue(form.values.body);
  const save = form.submit(async ({ body }) => {
    const saved = await writeMinutes(meeting.id, body, after);
    form.reset({ body });
    toast(w.saved(saved.minutes?.version ?? after + 1));
    onClose();
    await tookPlace(client, saved);
  });
  return (
    <Form onSubmit={(event) => void save(event)} aria-label={w.title}>
      <LeaveGuard when={form.dirty && !form.busy} />
      <FormErrors form={form} labels={{ body: w.body }} />
      {!desktop && (
        <SegmentedControl
          fullWidth
          aria-label={w.side}
          value={side}
          onChange={(chosen) => setSide(chosen === 'preview' ? 'preview' : 'write')}
          data={[
            { value: 'write', label: w.writing },
            { value: 'preview', label: w.preview },
          ]}
        />
      )}
      <div className={styles.sides}>
        {(desktop || side === 'write') && (
          <Textarea {...form.text('body')} label={<FieldLabel mark="required">{w.body}</FieldLabel>} description={w.bodyHint} autosize minRows={12} maxRows={26} maxLength={20_000} />
        )}
        {(desktop || side === 'preview') && (
          <section className={styles.preview} aria-label={w.preview} tabIndex={0}>
            <Markdown>{shown}</Markdown>
          </section>
        )}
      </div>
      <div className={styles.buttons}>
        <ActionButton type="submit" busy={form.busy}>
          {w.save}
        </ActionButton>
        <ActionButton tone="bare" onClick={onClose}>
          {w.cancel}
        </ActionButton>
      </div>
    </Form>
  );
}

/** What the first version begins with: who was there, each topic, each decision. */
function outlineOf({ counts, topics }: Meeting, w: (typeof words)[Locale]['minutes'], locale: Locale): string {
  const agenda = topics.filter(({ status }) => status === 'onAgenda');
  const colon = locale === 'ja' ? '：' : ': ';
  return [
    `## ${w.heads.present}`,
    w.presentCount(counts.attended),
    '',
    `## ${w.heads.topics}`,
    ...(agenda.length === 0 ? [w.heads.nothing] : agenda.flatMap(({ title, decision }) => [`### ${title}`, decision ? `${w.heads.decisions}${colon}${decision}` : '', ''])),
    '',
  ].join('\n');
}
