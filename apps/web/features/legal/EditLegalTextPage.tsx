import { Checkbox, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { dayText, instantText } from '../../lib/format';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { addDays, today } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Confirm } from '../../ui/Confirm';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { DayField, Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { LeaveGuard } from '../../ui/LeaveGuard';
import { Markdown } from '../../ui/Markdown';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { cooperativeQuery, type EditedTexts, editedTextsQuery, LEGAL_KINDS, publishText } from './legal.api';
import styles from './legal.module.css';
import { words } from './words';

/** So many days ahead a change is announced unless somebody chooses another day. */
const ANNOUNCED_DAYS = 14;

/** Writing the next version of a text, both languages side by side; the versions so far below. */
export default function EditLegalTextPage() {
  const w = useWords(words);
  const { kind: path } = useParams();
  const kind = LEGAL_KINDS.find((known) => known === path);
  const texts = useQuery({ ...editedTextsQuery(kind ?? 'terms'), enabled: kind !== undefined });
  const back = { to: '/admin/legal', label: w.admin.title };
  const newest = texts.data?.items[0];
  if (!kind || !texts.data || !newest) {
    return (
      <Page title={kind ? w.title[kind] : w.text} back={back}>
        {!kind && <EmptyState title={w.none} />}
        {kind && texts.isPending && <CardSkeleton />}
        {texts.isError && <ErrorState error={texts.error} onRetry={() => void texts.refetch()} />}
      </Page>
    );
  }
  return (
    <Page title={w.editor.title(w.title[kind], newest.version + 1)} width="wide" back={back}>
      <Editor key={newest.version} texts={texts.data} newest={newest} />
      <Versions texts={texts.data} />
    </Page>
  );
}

type Version = EditedTexts['items'][number];

function Editor({ texts, newest }: { texts: EditedTexts; newest: Version }) {
  const w = useWords(words).editor;
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const version = newest.version + 1;
  const form = useForm(
    { bodyJa: newest.bodyJa, bodyEn: newest.bodyEn, changeJa: '', changeEn: '', inForceOn: addDays(today(), ANNOUNCED_DAYS), asksAgain: false },
    (values) => ({
      bodyJa: values.bodyJa.trim() === '' && w.missing,
      bodyEn: values.bodyEn.trim() === '' && w.missing,
      changeJa: values.changeJa.trim() === '' && w.missing,
      changeEn: values.changeEn.trim() === '' && w.missing,
      inForceOn: values.inForceOn === '' && w.missing,
    }),
  );
  const cooperative = useQuery(cooperativeQuery);
  const facts = new Map(Object.entries(cooperative.data ?? {}));
  const written = useDeferredValue(locale === 'ja' ? form.values.bodyJa : form.values.bodyEn);
  // The server fills the braces when the text is read; here they are filled for the eye alone.
  const shown = written.replace(/\{(\w+)\}/g, (brace, name: string) => String(facts.get(name) || brace));
  const publish = form.submit(async (values) => {
    setAsking(false);
    const kept = await publishText(texts.kind, { ...values, basedOn: newest.version });
    form.reset();
    client.setQueryData(editedTextsQuery(texts.kind).queryKey, kept);
    await client.invalidateQueries({ queryKey: ['legal', texts.kind] });
    toast(w.published(version));
    void navigate('/admin/legal');
  });
  const { field, text } = form;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
    >
      <LeaveGuard when={form.dirty && !form.busy} />
      <FormErrors form={form} labels={{ bodyJa: w.bodyJa, bodyEn: w.bodyEn, changeJa: w.changeJa, changeEn: w.changeEn, inForceOn: w.inForceOn }} />
      <p className={styles.soft}>{w.braces(texts.braces.map((brace) => `{${brace}}`).join(' '))}</p>
      <div className={styles.sides}>
        <Textarea label={w.bodyJa} autosize minRows={12} maxRows={22} {...text('bodyJa')} />
        <Textarea label={w.bodyEn} autosize minRows={12} maxRows={22} {...text('bodyEn')} />
      </div>
      <Card title={w.preview} tone="sunk">
        <section className={styles.preview} aria-label={w.preview} tabIndex={0}>
          <div className={styles.text}>
            <Markdown>{shown}</Markdown>
          </div>
        </section>
      </Card>
      <div className={styles.sides}>
        <Textarea label={w.changeJa} description={w.changeHint} minRows={2} maxLength={500} {...text('changeJa')} />
        <Textarea label={w.changeEn} description={w.changeHint} minRows={2} maxLength={500} {...text('changeEn')} />
      </div>
      <DayField label={w.inForceOn} description={w.inForceHint} min={today()} {...field('inForceOn')} />
      <Checkbox
        label={w.asksAgain}
        description={w.asksAgainHint}
        checked={form.values.asksAgain}
        onChange={(event) => form.set('asksAgain', event.currentTarget.checked)}
      />
      <div className={styles.actions}>
        <ActionButton type="submit" busy={form.busy} disabled={!form.dirty}>
          {w.publish}
        </ActionButton>
      </div>
      <Confirm opened={asking} onClose={() => setAsking(false)} title={w.confirm(version)} confirmLabel={w.publish} tone="main" busy={form.busy} onConfirm={() => void publish()}>
        <p>{w.effect(dayText(form.values.inForceOn || today(), locale))}</p>
        {form.values.asksAgain && <p>{w.effectAsk}</p>}
      </Confirm>
    </Form>
  );
}

function Versions({ texts }: { texts: EditedTexts }) {
  const all = useWords(words);
  const w = all.editor;
  const locale = useLocale();
  return (
    <Card title={w.versions}>
      <ul className={styles.versions}>
        {texts.items.map((one) => (
          <li key={one.id}>
            <span className={styles.line}>
              <b>{all.version(one.version, dayText(one.inForceOn, locale))}</b>
              {one.inForce && <StatusTag tone="ok">{all.now}</StatusTag>}
              {one.asksAgain && one.version > 1 && <StatusTag tone="ai">{w.asks}</StatusTag>}
            </span>
            <span className={styles.soft}>
              {one.publishedByName ? w.by(one.publishedByName, instantText(one.publishedAt, locale)) : w.atStart}・{w.accepted(one.acceptedBy)}
            </span>
            {(locale === 'ja' ? one.changeJa : one.changeEn) && <span>{locale === 'ja' ? one.changeJa : one.changeEn}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
