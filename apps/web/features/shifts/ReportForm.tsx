import { Textarea } from '@mantine/core';
import { useEffect } from 'react';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { FieldLabel, FieldRow, Form, NumberField } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { toast } from '../../ui/Toasts';
import styles from './ClaimPage.module.css';
import { type Claim, useClaimActions } from './claims.api';
import { claimWords } from './claim.words';

const TEXTS = ['enquiries', 'introductions', 'incidents', 'handover'] as const;

/** A type, not an interface, so that it counts as the values of a form. */
type Draft = {
  visitors: number | null;
  firstTimers: number | null;
  enquiries: string;
  introductions: string;
  incidents: string;
  handover: string;
};

const EMPTY: Draft = { visitors: null, firstTimers: null, enquiries: '', introductions: '', incidents: '', handover: '' };

/** The record of a service. A reload or a dead battery loses nothing: what was typed stays on the device until it is sent. */
export function ReportForm({ claim }: { claim: Claim }) {
  const w = useWords(claimWords).report;
  const key = `mazeru.report.${claim.id}`;
  const { report } = useClaimActions(claim.id);
  const form = useForm(readDraft(key), (values) => ({
    visitors: values.visitors === null && w.missingNumber,
    firstTimers: values.firstTimers === null ? w.missingNumber : values.visitors !== null && values.firstTimers > values.visitors && w.tooMany,
  }));
  const { values } = form;

  useEffect(() => keepDraft(key, values), [key, values]);

  const submit = form.submit(async ({ visitors, firstTimers, ...texts }) => {
    await report.mutateAsync({ ...texts, visitors: visitors ?? 0, firstTimers: firstTimers ?? 0 });
    dropDraft(key);
    toast(w.sent);
  });

  return (
    <Card title={w.title} tone="warm" id="report">
      <Form onSubmit={(event) => void submit(event)}>
        <p className={styles.soft}>{w.lead}</p>
        <FormErrors
          form={form}
          labels={{ visitors: w.visitors, firstTimers: w.firstTimers, ...Object.fromEntries(TEXTS.map((name) => [name, w[name]])) }}
        />
        <FieldRow>
          <NumberField label={w.visitors} unit={w.people} {...form.field('visitors')} />
          <NumberField label={w.firstTimers} unit={w.people} {...form.field('firstTimers')} />
        </FieldRow>
        {TEXTS.map((name) => (
          <Textarea
            key={name}
            label={<FieldLabel mark="optional">{w[name]}</FieldLabel>}
            description={w[`${name}Hint`]}
            minRows={2}
            maxLength={2000}
            {...form.text(name)}
          />
        ))}
        <ActionButton type="submit" wide busy={form.busy} tone={claim.can.checkIn ? 'quiet' : 'main'}>
          {w.action}
        </ActionButton>
        <p className={styles.soft}>{w.draft}</p>
      </Form>
    </Card>
  );
}

/** The record as it was sent. */
export function ReportCard({ report }: { report: NonNullable<Claim['report']> }) {
  const w = useWords(claimWords).report;
  return (
    <Card title={w.done}>
      <Facts
        items={[
          { label: w.visitors, value: `${report.visitors} ${w.people}` },
          { label: w.firstTimers, value: `${report.firstTimers} ${w.people}` },
          ...TEXTS.filter((name) => report[name] !== '').map((name) => ({ label: w[name], value: <span className={styles.text}>{report[name]}</span> })),
        ]}
      />
    </Card>
  );
}

function readDraft(key: string): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return EMPTY;
    const found = new Map<string, unknown>(Object.entries(kept));
    const number = (name: string) => {
      const value = found.get(name);
      return typeof value === 'number' ? value : null;
    };
    const text = (name: string) => {
      const value = found.get(name);
      return typeof value === 'string' ? value : '';
    };
    return {
      visitors: number('visitors'),
      firstTimers: number('firstTimers'),
      enquiries: text('enquiries'),
      introductions: text('introductions'),
      incidents: text('incidents'),
      handover: text('handover'),
    };
  } catch {
    return EMPTY; // storage switched off, or nothing that we wrote
  }
}

function keepDraft(key: string, draft: Draft): void {
  try {
    const empty = Object.values(draft).every((value) => value === null || value === '');
    if (empty) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Not kept over a reload; still in the form.
  }
}

function dropDraft(key: string): void {
  keepDraft(key, EMPTY);
}
