import { FileButton, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useForm } from '../../../lib/form';
import { useWords } from '../../../lib/words';
import { textOfFile } from '../../../lib/text-file';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { DownloadIcon } from '../../../ui/icons';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { Table } from '../../../ui/Table';
import { csvOf, saveFile } from '../../mixers/members-csv';
import { deskQuery, type EventDetail, rereadEvents } from '../host/host.api';
import { importList, type ImportReport, lookAtList, MOST_CHARACTERS } from './importing.api';
import styles from './importing.module.css';
import { words } from './importing.words';
import { ImportedCard, LookCard } from './LookCard';

/** A list of guests from elsewhere: what it looks like, a look at every line, then in with it. */
export default function ImportPage() {
  const w = useWords(words);
  const { id = '' } = useParams();
  const desk = useQuery(deskQuery(id));
  const back = { to: `/me/events/${id}?tab=guests`, label: w.back };
  if (!desk.data) {
    return (
      <Page title={w.title} back={back}>
        {desk.isError ? <ErrorState error={desk.error} onRetry={() => void desk.refetch()} /> : <CardSkeleton count={2} />}
      </Page>
    );
  }
  const { event } = desk.data;
  return (
    <Page title={w.title} sub={event.title} back={back}>
      {event.status === 'published' && event.can.invite ? <Importing event={event} back={back.to} /> : <p>{w.closed}</p>}
    </Page>
  );
}

function Importing({ event, back }: { event: EventDetail; back: string }) {
  const client = useQueryClient();
  const [looked, setLooked] = useState<{ csv: string; report: ImportReport } | null>(null);
  const take = useMutation({ mutationFn: (csv: string) => importList(event.id, csv), onSettled: () => rereadEvents(client) });
  const start = () => {
    setLooked(null);
    take.reset();
  };
  if (take.data) return <ImportedCard report={take.data} back={back} onAnother={start} />;
  if (looked) return <LookCard report={looked.report} busy={take.isPending} error={take.error} onTake={() => take.mutate(looked.csv)} onAgain={start} />;
  return (
    <>
      <FormatCard event={event} />
      <ChooseCard eventId={event.id} onLooked={(csv, report) => setLooked({ csv, report })} />
    </>
  );
}

/** The headings, with a sample that opens in a spreadsheet. */
function FormatCard({ event }: { event: EventDetail }) {
  const { about, format: w } = useWords(words);
  const types = event.ticketTypes.map(({ name }) => name);
  const save = () => saveFile(`${w.sampleFile}.csv`, csvOf([w.heading, ...w.sampleRows.map(([name = '', email = '', quantity = ''], at) => [name, email, types[at] ?? types[0] ?? '', quantity])]));
  return (
    <Card title={w.title}>
      <div className={styles.stack}>
        <p>{about}</p>
        <p>{w.text}</p>
        <Table caption={w.title} lines>
          <thead>
            <tr>
              <th scope="col">{w.column}</th>
              <th scope="col">{w.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {w.columns.map(({ name, mark, text }) => (
              <tr key={name}>
                <th scope="row">
                  {name} <span className={styles.mark}>{mark ? w.required : w.optional}</span>
                </th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </Table>
        <p className={styles.soft}>
          {w.tickets(types)}
          {event.toYen > 0 && ` ${w.pay}`}
        </p>
        <div>
          <ActionButton tone="quiet" icon={<DownloadIcon size={18} />} onClick={save}>
            {w.sample}
          </ActionButton>
        </div>
      </div>
    </Card>
  );
}

function ChooseCard({ eventId, onLooked }: { eventId: string; onLooked: (csv: string, report: ImportReport) => void }) {
  const w = useWords(words).choose;
  const [name, setName] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  const form = useForm({ csv: '' }, ({ csv }) => ({ csv: (csv.trim() === '' && w.missing) || (csv.length > MOST_CHARACTERS && w.tooLong) }));
  const look = form.submit(async ({ csv }) => onLooked(csv, await lookAtList(eventId, csv)));
  const read = async (file: File | null) => {
    if (!file) return;
    const text = await textOfFile(file);
    setUnreadable(text === null);
    setName(text === null ? '' : file.name);
    form.set('csv', text ?? '');
  };
  return (
    <Card title={w.title}>
      <Form onSubmit={(submitted) => void look(submitted)} aria-label={w.title}>
        <FormErrors form={form} labels={{ csv: w.title }} />
        <div className={styles.file}>
          <FileButton accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain" onChange={(file) => void read(file)} inputProps={{ 'aria-label': w.file }}>
            {({ onClick }) => (
              <ActionButton tone="quiet" onClick={onClick}>
                {w.file}
              </ActionButton>
            )}
          </FileButton>
          {name !== '' && <span role="status">{w.chosen(name)}</span>}
        </div>
        {unreadable && (
          <p role="alert" className={styles.bad}>
            {w.noText}
          </p>
        )}
        <Textarea {...form.text('csv')} label={w.paste} description={w.pasteHint} placeholder={w.placeholder} classNames={{ input: styles.list }} autosize minRows={5} maxRows={12} spellCheck={false} />
        <ActionButton type="submit" wide busy={form.busy}>
          {w.look}
        </ActionButton>
      </Form>
    </Card>
  );
}
