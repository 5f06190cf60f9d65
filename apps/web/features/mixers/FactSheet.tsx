import { NativeSelect, Radio, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { termText } from '../../lib/terms';
import { addDays, today, tokyoInstant } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { DayField, FieldLabel, FieldRow, Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toasts';
import { WhyBox } from '../../ui/WhyBox';
import styles from './MemberPage.module.css';
import { DUES_STANDINGS, type Fact, type FactInput, keepMember, type Member, setFact } from './members.api';
import { words } from './members.words';

const STEPS = ['accepted', 'active', 'paused', 'suspended', 'ended'] as const;
type Step = (typeof STEPS)[number];
const isStep = (value: string): value is Step => STEPS.some((step) => step === value);

interface FactSheetProps {
  member: Member;
  /** Which fact; null while the sheet is closed. */
  fact: Fact | null;
  /** The value to begin with, where a button already said it. */
  value?: string;
  onClose: () => void;
}

/** Says a new fact about a member, with its reason; what was true before stays in the history. */
export function FactSheet({ member, fact, value, onClose }: FactSheetProps) {
  const w = useWords(words);
  return (
    <Sheet opened={fact !== null} onClose={onClose} title={fact ? w.changeFact(w.fact[fact]) : ''} width={520}>
      {fact && <FactForm key={fact + (value ?? '')} member={member} fact={fact} first={value ?? onlyValueOf(fact)} onClose={onClose} />}
    </Sheet>
  );
}

/** A fact that can say one thing only needs no choice. */
function onlyValueOf(fact: Fact): string {
  if (fact === 'course') return 'completed';
  if (fact === 'certification') return 'promoter';
  return fact === 'freeze' ? 'frozen' : '';
}

function FactForm({ member, fact, first, onClose }: { member: Member; fact: Fact; first: string; onClose: () => void }) {
  const w = useWords(words);
  const client = useQueryClient();
  const hasEnd = fact === 'certification' || fact === 'freeze';
  const form = useForm({ value: first, from: '', until: '', reason: '' }, ({ value, until, reason }) => ({
    value: value === '' && w.valueMissing,
    until: fact === 'freeze' && until === '' && w.untilMissing,
    reason: reason.trim() === '' && w.reasonMissing,
  }));
  const { value } = form.values;
  const blocked = fact === 'membership' && isStep(value) ? (member.why[value] ?? []) : [];

  const send = form.submit(async ({ from, until, reason }) => {
    const input: FactInput = {
      fact,
      value,
      reason: reason.trim(),
      ...(from ? { from: tokyoInstant(from) } : {}),
      ...(hasEnd && until ? { until: tokyoInstant(addDays(until, 1)) } : {}),
    };
    await keepMember(client, await setFact(member.mixerId, input));
    toast(w.saved);
    onClose();
  });

  return (
    <Form onSubmit={send} aria-label={w.changeFact(w.fact[fact])}>
      <FormErrors form={form} labels={{ value: w.value, from: w.from, until: w.untilLabel, reason: w.reason }} />
      <ValueField member={member} fact={fact} field={form.field('value')} />
      {blocked.length > 0 && <WhyBox reasons={blocked} />}
      <Effect fact={fact} value={value} />
      <FieldRow>
        {fact !== 'freeze' && (
          <DayField
            label={<FieldLabel mark="optional">{w.from}</FieldLabel>}
            description={fact === 'course' ? undefined : w.fromHint}
            max={fact === 'course' ? today() : undefined}
            {...form.field('from')}
          />
        )}
        {hasEnd && (
          <DayField
            label={<FieldLabel mark={fact === 'freeze' ? undefined : 'optional'}>{w.untilLabel}</FieldLabel>}
            description={fact === 'freeze' ? w.untilHint : w.untilOptional}
            min={today()}
            {...form.field('until')}
          />
        )}
      </FieldRow>
      <Textarea label={w.reason} description={w.reasonHint} minRows={3} maxLength={1000} {...form.text('reason')} />
      <div className={styles.formActions}>
        <ActionButton tone="bare" onClick={onClose}>
          {w.cancel}
        </ActionButton>
        <ActionButton
          type="submit"
          tone={value === 'suspended' || value === 'ended' ? 'danger' : 'main'}
          busy={form.busy}
          disabled={blocked.length > 0}
        >
          {fact === 'membership' && isStep(value) ? w.step[value] : w.submit}
        </ActionButton>
      </div>
    </Form>
  );
}

interface ValueFieldProps {
  member: Member;
  fact: Fact;
  field: { id: string; name: string; value: string; error: string | undefined; onChange: (value: string) => void };
}

function ValueField({ member, fact, field }: ValueFieldProps) {
  const w = useWords(words);
  const locale = useLocale();
  const choices = (values: readonly string[], kind: 'membershipClass' | 'tier' | 'duesStanding', now: string | null) => (
    <Radio.Group {...field} label={w.value}>
      <div className={styles.radios}>
        {values.map((value) => (
          <Radio key={value} value={value} label={value === now ? w.current(termText(kind, value, locale)) : termText(kind, value, locale)} />
        ))}
      </div>
    </Radio.Group>
  );
  switch (fact) {
    case 'membership':
      return (
        <NativeSelect
          {...field}
          label={w.value}
          onChange={(event) => field.onChange(event.currentTarget.value)}
          data={[
            { value: '', label: w.choose },
            ...STEPS.filter((step) => step !== member.membership).map((step) => ({ value: step, label: termText('membership', step, locale) })),
          ]}
        />
      );
    case 'membershipClass':
      return choices(['member', 'supporter'], 'membershipClass', member.membershipClass);
    case 'tier':
      return choices(['challenge', 'junior', 'senior'], 'tier', member.tier);
    case 'duesStanding':
      return choices(DUES_STANDINGS, 'duesStanding', member.duesStanding);
    case 'course':
      return <p>{`${w.fact.course}：${w.done}`}</p>;
    case 'certification':
      return <p>{`${w.fact.certification}：${termText('certification', field.value, locale)}`}</p>;
    case 'freeze':
      return null;
  }
}

/** What the change does to bookings, before it is made. */
function Effect({ fact, value }: { fact: Fact; value: string }) {
  const w = useWords(words);
  const text =
    fact === 'membership' && (value === 'suspended' || value === 'ended')
      ? w.fallsAway
      : fact === 'freeze'
        ? w.freezeEffect
        : fact === 'duesStanding' && value === 'restricted'
          ? w.duesEffect
          : '';
  return text === '' ? null : <p className={styles.effect}>{text}</p>;
}
