import { Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { instantText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card, Facts } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { FieldRow, Form, NumberField, YenInput } from '../../../ui/Fields';
import { Fold } from '../../../ui/Fold';
import { FormErrors } from '../../../ui/FormErrors';
import { LineSkeleton } from '../../../ui/Skeletons';
import { toast } from '../../../ui/Toasts';
import { type EventReport, reportQuery, rereadEvents, writeReport } from './host.api';
import styles from './host.module.css';
import { words } from './money.words';

/** What the host has to say about the evening, and what guests said. */
export function ReportCard({ eventId, over }: { eventId: string; over: boolean }) {
  const w = useWords(words).report;
  const report = useQuery({ ...reportQuery(eventId), enabled: over });
  const [writing, setWriting] = useState(false);
  const said = report.data;
  return (
    <Card title={w.title}>
      {!over && <p className={styles.soft}>{w.notYet}</p>}
      {over && report.isPending && <LineSkeleton count={3} />}
      {report.isError && <ErrorState error={report.error} onRetry={() => void report.refetch()} />}
      {said && (
        <div className={styles.stack}>
          {said.reportedAt !== null && <Said report={said} />}
          {said.reportedAt === null && !said.canReport && <p>{w.wait}</p>}
          {said.canReport && (writing || said.reportedAt === null) && <ReportForm eventId={eventId} report={said} onDone={() => setWriting(false)} />}
          {said.canReport && !writing && said.reportedAt !== null && (
            <div>
              <ActionButton tone="quiet" onClick={() => setWriting(true)}>
                {w.again}
              </ActionButton>
            </div>
          )}
          <Survey survey={said.survey} />
        </div>
      )}
    </Card>
  );
}

function Said({ report }: { report: EventReport }) {
  const w = useWords(words).report;
  const locale = useLocale();
  return (
    <>
      <Facts
        items={[
          { label: w.guests, value: `${report.guests ?? 0} ${w.unit}` },
          { label: w.cash, value: yenText(report.cashCountedYen ?? 0, locale) },
        ]}
      />
      {report.outcomes && <p className={styles.said}>{report.outcomes}</p>}
      {report.reportedAt && <p className={styles.soft}>{w.by(report.reportedByName ?? '', instantText(report.reportedAt, locale, false))}</p>}
    </>
  );
}

function ReportForm({ eventId, report, onDone }: { eventId: string; report: EventReport; onDone: () => void }) {
  const w = useWords(words).report;
  const locale = useLocale();
  const client = useQueryClient();
  const form = useForm<{ guests: number | null; cashCountedYen: number | null; outcomes: string }>(
    { guests: report.guests ?? report.checkedIn, cashCountedYen: report.cashCountedYen ?? report.cashBookedYen, outcomes: report.outcomes ?? '' },
    ({ guests, cashCountedYen }) => ({ guests: guests === null && w.missing, cashCountedYen: cashCountedYen === null && w.missing }),
  );
  const send = form.submit(async ({ guests, cashCountedYen, outcomes }) => {
    client.setQueryData(reportQuery(eventId).queryKey, await writeReport(eventId, { guests: guests ?? 0, cashCountedYen: cashCountedYen ?? 0, outcomes: outcomes.trim() }));
    toast(w.sent);
    onDone();
    await rereadEvents(client);
  });
  return (
    <Form onSubmit={(event) => void send(event)} aria-label={w.title}>
      <FormErrors form={form} labels={{ guests: w.guests, cashCountedYen: w.cash, outcomes: w.outcomes }} />
      <FieldRow>
        <NumberField {...form.field('guests')} label={w.guests} unit={w.unit} rightSectionWidth={64} />
        <YenInput {...form.field('cashCountedYen')} label={w.cash} />
      </FieldRow>
      <p className={styles.soft}>
        {w.guestsHint(report.checkedIn, report.seats)} {w.cashHint(yenText(report.cashBookedYen, locale))}
      </p>
      <Textarea {...form.text('outcomes')} label={w.outcomes} description={w.outcomesHint} autosize minRows={3} maxLength={4000} />
      <ActionButton type="submit" wide busy={form.busy}>
        {w.send}
      </ActionButton>
    </Form>
  );
}

function Survey({ survey }: { survey: EventReport['survey'] }) {
  const w = useWords(words).report;
  return (
    <Fold label={`${w.survey} ${w.answers(survey.answers)}`}>
      {survey.answers === 0 && <p>{w.noSurvey}</p>}
      {survey.satisfaction !== null && <Facts items={[{ label: w.satisfaction, value: <b>{survey.satisfaction}</b> }]} />}
      {[
        { title: w.good, said: survey.good },
        { title: w.wishes, said: survey.wishes },
      ].map(
        ({ title, said }) =>
          said.length > 0 && (
            <div key={title}>
              <h3>{title}</h3>
              <ul className={styles.lines}>
                {said.map((one, at) => (
                  <li key={at}>{one}</li>
                ))}
              </ul>
            </div>
          ),
      )}
    </Fold>
  );
}
