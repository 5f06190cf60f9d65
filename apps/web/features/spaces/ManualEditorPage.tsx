import { SegmentedControl, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { dayText, instantText } from '../../lib/format';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { useDesktop } from '../../lib/media';
import { asProblem } from '../../lib/problem';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Confirm } from '../../ui/Confirm';
import { ErrorState } from '../../ui/ErrorState';
import { FieldLabel, Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Markdown } from '../../ui/Markdown';
import { Page } from '../../ui/Page';
import { CardSkeleton, LineSkeleton } from '../../ui/Skeletons';
import { StickyAction } from '../../ui/StickyAction';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { words } from './manual.words';
import { currentManualQuery, manualReadersQuery, manualVersionsQuery, publishManual, rereadSpaces, type Space, spaceQuery } from './space.api';
import styles from './spaces.module.css';
import { useKeptText } from './useKeptText';
import { useSpaceId } from './useSpaceId';

/** The longest manual, characters. */
const MOST = 60_000;

/** Writing the manual with its look beside it; its versions and its readers below. */
export default function ManualEditorPage() {
  const w = useWords(words);
  const spaceId = useSpaceId();
  const space = useQuery(spaceQuery(spaceId));
  const manual = useQuery(currentManualQuery(spaceId));
  const none = manual.isError && asProblem(manual.error).status === 404;
  const failed = (space.data ? null : space.error) ?? (none || manual.data ? null : manual.error);
  const ready = space.data && (manual.data ?? none);
  return (
    <Page
      title={w.edit.title}
      width="wide"
      sub={space.data?.name}
      actions={
        manual.data && (
          <ActionLink tone="quiet" to={`/spaces/${spaceId}/manual`}>
            {w.edit.view}
          </ActionLink>
        )
      }
    >
      {!ready && !failed && <CardSkeleton />}
      {!ready && failed && (
        <ErrorState
          error={failed}
          onRetry={() => {
            void space.refetch();
            void manual.refetch();
          }}
        />
      )}
      {ready && (
        <>
          {space.data.can.publishManual ? (
            <Editor space={space.data} published={{ body: manual.data?.body ?? '', version: manual.data?.version ?? 0 }} />
          ) : (
            <>
              <p className={styles.hint}>{w.edit.notYours}</p>
              {manual.data && (
                <Card as="article">
                  <Markdown>{manual.data.body}</Markdown>
                </Card>
              )}
            </>
          )}
          <div className={styles.manualAside}>
            {space.data.can.publishManual && manual.data && <Readers spaceId={spaceId} />}
            <Versions spaceId={spaceId} />
          </div>
        </>
      )}
    </Page>
  );
}

interface EditorProps {
  space: Space;
  /** The version in force; version 0 and no text before the first. */
  published: { body: string; version: number };
}

function Editor({ space, published }: EditorProps) {
  const w = useWords(words).edit;
  const client = useQueryClient();
  const desktop = useDesktop();
  const { text, differs, restored, write, forget } = useKeptText(`manual.${space.id}`, published);
  const [side, setSide] = useState<'write' | 'preview'>('write');
  const [asking, setAsking] = useState(false);
  const shown = useDeferredValue(text.body);
  const form = useForm({});
  const next = published.version + 1;

  const publish = form.submit(async () => {
    setAsking(false);
    const saved = await publishManual(space.id, text.body, text.note);
    client.setQueryData(currentManualQuery(space.id).queryKey, saved);
    forget();
    toast(w.published(saved.version));
    await Promise.all([client.invalidateQueries({ queryKey: ['manuals', space.id] }), rereadSpaces(client)]);
  });
  const check = () => {
    if (text.body.trim() !== '') setAsking(true);
  };

  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <FormErrors form={form} labels={{ body: w.body, note: w.note }} />
      {restored && differs && (
        <div className={styles.notice}>
          <span>{w.restored}</span>
          <ActionButton
            tone="bare"
            size="xs"
            onClick={() => {
              forget();
              toast(w.discarded);
            }}
          >
            {w.discard}
          </ActionButton>
        </div>
      )}
      {differs && text.basedOn < published.version && <p className={styles.notice}>{w.newer(published.version)}</p>}
      {!desktop && (
        <SegmentedControl
          fullWidth
          aria-label={w.title}
          value={side}
          onChange={(chosen) => setSide(chosen === 'preview' ? 'preview' : 'write')}
          data={[
            { value: 'write', label: w.write },
            { value: 'preview', label: w.preview },
          ]}
        />
      )}
      <div className={styles.sides}>
        {(desktop || side === 'write') && (
          <div className={styles.writing}>
            <Textarea
              id={form.idOf('body')}
              label={<FieldLabel mark="required">{w.body}</FieldLabel>}
              description={w.bodyHint}
              autosize
              minRows={desktop ? 22 : 14}
              maxRows={desktop ? 30 : 22}
              value={text.body}
              error={form.errorAt('body')}
              onChange={(event) => write({ body: event.currentTarget.value })}
            />
            <p className={styles.hint}>
              {w.count(text.body.length, MOST)} ・ {w.kept}
            </p>
            {text.body === '' && (
              <ActionButton tone="quiet" onClick={() => write({ body: w.templateText })}>
                {w.template}
              </ActionButton>
            )}
          </div>
        )}
        {(desktop || side === 'preview') && (
          <div className={styles.previewing}>
            <p className={styles.previewHead}>{w.preview}</p>
            {/* Longer texts scroll in here, also by keyboard. */}
            <section className={styles.previewScroll} aria-label={w.preview} tabIndex={0}>
              <Card as="div">
                <Markdown>{shown}</Markdown>
              </Card>
            </section>
          </div>
        )}
      </div>
      {published.version > 0 && (
        <Textarea
          id={form.idOf('note')}
          label={<FieldLabel mark="optional">{w.note}</FieldLabel>}
          description={w.noteHint}
          minRows={2}
          maxLength={500}
          value={text.note}
          error={form.errorAt('note')}
          onChange={(event) => write({ note: event.currentTarget.value })}
        />
      )}
      <StickyAction>
        {!differs && published.version > 0 && <p className={styles.hint}>{w.same}</p>}
        {text.body.trim() === '' && <p className={styles.hint}>{w.missing}</p>}
        <ActionButton type="submit" disabled={!differs || text.body.trim() === ''} busy={form.busy}>
          {w.publish}
        </ActionButton>
      </StickyAction>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={w.publishTitle(next)}
        confirmLabel={w.publishDo}
        tone="main"
        busy={form.busy}
        onConfirm={() => void publish()}
      >
        {published.version === 0 ? (
          <p>{w.first}</p>
        ) : (
          <ul className={styles.effects}>
            {w.effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        )}
      </Confirm>
    </Form>
  );
}

function Versions({ spaceId }: { spaceId: string }) {
  const w = useWords(words).versions;
  const { read } = useWords(words);
  const locale = useLocale();
  const versions = useQuery(manualVersionsQuery(spaceId));
  return (
    <Card title={w.title}>
      {versions.isPending && <LineSkeleton />}
      {versions.isError && <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.data?.items.length === 0 && <p className={styles.hint}>{w.none}</p>}
      <ul className={styles.list}>
        {versions.data?.items.map((version) => (
          <li key={version.id}>
            <div>
              <b>{read.version(version.version, dayText(tokyoDay(version.publishedAt), locale))}</b> {version.current && <StatusTag tone="ok">{w.current}</StatusTag>}
              <div className={styles.hint}>{[version.publishedByName && w.by(version.publishedByName), w.readers(version.readers)].filter(Boolean).join(' ・ ')}</div>
              {version.note && <div className={styles.written}>{version.note}</div>}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Readers({ spaceId }: { spaceId: string }) {
  const w = useWords(words).readers;
  const locale = useLocale();
  const readers = useQuery(manualReadersQuery(spaceId));
  return (
    <Card title={w.title}>
      {readers.isPending && <LineSkeleton />}
      {readers.isError && <ErrorState error={readers.error} onRetry={() => void readers.refetch()} />}
      {readers.data && (
        <>
          <h3 className={styles.subhead}>{w.waiting}</h3>
          <p className={styles.hint}>{readers.data.waiting.length === 0 ? w.waitingNone : w.waitingHint}</p>
          <ul className={styles.list}>
            {readers.data.waiting.map((person) => (
              <li key={person.mixerId}>
                <b>{person.name}</b>
                <span className={styles.hint}>{w.next(instantText(person.nextAt, locale, false))}</span>
              </li>
            ))}
          </ul>
          <h3 className={styles.subhead}>{w.have}</h3>
          {readers.data.items.length === 0 && <p className={styles.hint}>{w.none}</p>}
          <ul className={styles.list}>
            {readers.data.items.map((person) => (
              <li key={person.mixerId}>
                <span>{person.name}</span>
                <span className={styles.hint}>{w.at(instantText(person.acknowledgedAt, locale))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
