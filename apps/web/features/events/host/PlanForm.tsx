import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useClickKey } from '../../../lib/click-key';
import { useForm } from '../../../lib/form';
import { rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { asProblem } from '../../../lib/problem';
import { isSteward, useMe } from '../../../lib/session';
import { termText } from '../../../lib/terms';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Choice } from '../../../ui/Choice';
import { Confirm } from '../../../ui/Confirm';
import { FieldLabel, FieldRow, Form, NumberField, YenInput } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { LeaveGuard } from '../../../ui/LeaveGuard';
import { StickyAction } from '../../../ui/StickyAction';
import { toast } from '../../../ui/Toasts';
import { capabilitiesAtQuery } from '../../mixers/mixers.api';
import type { Split } from '../../revenue/revenue.api';
import { SplitEditor } from '../../revenue/SplitEditor';
import { DayAndTimes } from '../../shifts/DayAndTimes';
import { words as shiftWords } from '../../shifts/editor.words';
import { spanOf } from '../../shifts/time-text';
import { timesComplaints } from '../../shifts/times-complaints';
import { spaceChoicesQuery, spaceQuery } from '../../spaces/space.api';
import { words as builderWords } from './builder.words';
import { changeEvent, COOPERATIVE_KINDS, COURSE, createEvent, type EventDetail, type EventKind, KINDS, PLANNED_KINDS, rereadEvents, type Template } from './host.api';
import { bodyOf, changeOf, complaintsOf, isPaid, NOWHERE, PAID_METHODS, type PlanValues, valuesOfEvent, valuesOfTemplate } from './plan-form';
import { PlanDetails } from './PlanDetails';
import styles from './planner.module.css';
import { words } from './plan.words';
import { Rows, WIDE } from './Rows';

interface PlanFormProps {
  templates: readonly Template[];
  /** The template a new plan begins from. */
  first: Template;
  /** The event to change, with the split that stands; without it a new one is written. */
  event?: EventDetail;
  split?: Split;
  /** Somebody has agreed to be who built the business. */
  built?: boolean;
}

const ofCooperative = (kind: EventKind): boolean => COOPERATIVE_KINDS.some((own) => own === kind);

/** An event from its idea to what the space is asked. Whatever the server says, what was typed stays. */
export function PlanForm({ templates, first, event, split, built = false }: PlanFormProps) {
  const w = useWords(words);
  const builder = useWords(builderWords);
  const e = useWords(shiftWords);
  const locale = useLocale();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const keyOf = useClickKey();
  const [template, setTemplate] = useState(first);
  const [asked, setAsked] = useState<Template | null>(null);
  const [outside, setOutside] = useState(false);
  const [start] = useState(() => (event ? valuesOfEvent(event, split ?? first.split) : valuesOfTemplate(first, NOWHERE)));
  const form = useForm<PlanValues>(start, (values) => {
    const times = timesComplaints({ day: values.day, from: values.startsAt, to: values.endsAt }, e);
    return { ...complaintsOf(values, w, ofCooperative(values.kind)), day: times.day, startsAt: times.from, endsAt: times.to };
  });
  const { values, set, field, errorAt, idOf } = form;
  /** The space has agreed; what it agreed to stands. */
  const fixed = event !== undefined && (event.status === 'approved' || event.status === 'published');
  const cooperative = ofCooperative(values.kind);
  const paid = isPaid(values);

  const spaces = useQuery(spaceChoicesQuery);
  const space = useQuery({ ...spaceQuery(values.spaceId), enabled: values.spaceId !== '' });
  const rules = useQuery({ ...capabilitiesAtQuery(values.spaceId), enabled: Boolean(me.mixer) && !cooperative });
  const wanted = paid ? ['event.host', 'event.charge'] : ['event.host'];
  const barred = cooperative ? [] : (rules.data?.items ?? []).filter(({ capability, allowed }) => wanted.includes(capability) && !allowed).flatMap(({ reasons }) => reasons);
  const reasons = barred.filter(({ code }, at) => barred.findIndex((other) => other.code === code) === at);
  const rooms = (space.data?.resources ?? []).filter((room) => !room.retired || room.id === values.resourceId);
  const room = rooms.find(({ id }) => id === values.resourceId);
  const span = spanOf(values.day, values.startsAt, values.endsAt);
  /** A mixer plans what mixers hold, a steward the course; what is written already stays on its side. */
  const kinds: readonly EventKind[] = event ? (ofCooperative(event.kind) ? [event.kind] : KINDS) : isSteward(me) ? (me.mixer ? PLANNED_KINDS : [COURSE]) : KINDS;

  const take = (next: Template) => {
    const { spaceId, resourceId, day, startsAt, endsAt, onlineUrl } = values;
    setTemplate(next);
    setAsked(null);
    form.reset(valuesOfTemplate(next, NOWHERE));
    for (const [name, value] of Object.entries({ spaceId, resourceId, day, startsAt, endsAt, onlineUrl })) if (isPlace(name)) set(name, value);
  };

  const send = (outsideHours: boolean) => {
    setOutside(false);
    return form.submit(async (current) => {
      const body = event ? changeOf(start, current) : bodyOf(current);
      if (!body) return;
      if (event && Object.keys(body).length === 0) {
        await navigate(`/me/events/${event.id}`, { replace: true });
        return;
      }
      const said = outsideHours ? { ...body, outsideHours } : body;
      const fresh = { ...(bodyOf(current) ?? { startsAt: '' }), ...(outsideHours ? { outsideHours } : {}), templateId: template.id };
      try {
        const saved = event
          ? await changeEvent(event.id, { ...said, version: event.version, ...(current.reason.trim() ? { reason: current.reason.trim() } : {}) })
          : await createEvent(fresh, keyOf(fresh));
        form.reset(current);
        toast(event ? w.changed : w.saved);
        void rereadEvents(client);
        await navigate(`/me/events/${saved.id}`, { replace: true });
      } catch (error) {
        if (asProblem(error).code !== 'event.outsideHours') throw error;
        setOutside(true);
      }
    })();
  };

  return (
    <Form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void send(false);
      }}
    >
      <LeaveGuard when={form.dirty && !form.busy} />
      <FormErrors form={form} labels={labelsOf(w, e)} />
      {form.problem?.code === 'event.changed' && (
        <Card as="div" tone="warm">
          <p>{w.stale}</p>
          <ActionButton tone="quiet" onClick={() => location.reload()}>
            {w.reload}
          </ActionButton>
        </Card>
      )}
      {fixed && (
        <Card as="div" title={w.fixedTitle} tone="warm">
          <p>{w.fixedText}</p>
        </Card>
      )}
      {event?.status === 'proposed' && <p className={styles.warn}>{w.backToDraft}</p>}

      <section className={styles.part} aria-labelledby="plan-what">
        <h2 id="plan-what">{w.what}</h2>
        {!event && (
          <NativeSelect
            label={w.template}
            description={w.templateHint}
            value={template.id}
            data={templates.map(({ id, name, own }) => ({ value: id, label: own ? w.ownTemplate(name) : name }))}
            onChange={({ currentTarget }) => {
              const next = templates.find(({ id }) => id === currentTarget.value);
              if (!next) return;
              if (form.dirty && JSON.stringify(valuesOfTemplate(template, placeOf(values))) !== JSON.stringify(values)) setAsked(next);
              else take(next);
            }}
          />
        )}
        <NativeSelect
          {...form.text('kind')}
          label={w.kind}
          disabled={fixed}
          onChange={({ currentTarget }) => set('kind', kinds.find((known) => known === currentTarget.value) ?? values.kind)}
          data={kinds.map((value) => ({ value, label: termText('eventKind', value, locale) }))}
        />
        <TextInput {...form.text('title')} label={<FieldLabel mark="required">{w.title}</FieldLabel>} description={w.titleHint} maxLength={120} />
        <TextInput {...form.text('theme')} label={<FieldLabel mark="optional">{w.theme}</FieldLabel>} maxLength={200} />
        <Textarea {...form.text('description')} label={<FieldLabel mark="optional">{w.description}</FieldLabel>} description={w.descriptionHint} autosize minRows={4} maxRows={16} maxLength={8000} />
      </section>

      <section className={styles.part} aria-labelledby="plan-place">
        <h2 id="plan-place">{w.place}</h2>
        <Choice
          {...field('format')}
          label={w.format}
          disabled={fixed}
          options={(['onsite', 'online', 'hybrid'] as const).map((value) => ({ value, ...w.formats[value] }))}
        />
        <NativeSelect
          {...form.text('spaceId')}
          label={<FieldLabel mark={cooperative ? 'optional' : 'required'}>{w.space}</FieldLabel>}
          description={cooperative ? undefined : w.spaceHint}
          disabled={fixed}
          onChange={({ currentTarget }) => {
            set('spaceId', currentTarget.value);
            set('resourceId', '');
          }}
        >
          <option value="">{cooperative ? w.noSpace : w.chooseSpace}</option>
          {[...(spaces.data?.items ?? [])]
            .sort((a, b) => Number(b.relation.designated) - Number(a.relation.designated))
            .map(({ id, name, relation }) => (
              <option key={id} value={id} disabled={!relation.designated && !cooperative && id !== values.spaceId}>
                {relation.designated || cooperative ? name : w.notDesignated(name)}
              </option>
            ))}
        </NativeSelect>
        {values.spaceId !== '' && values.format !== 'online' && (
          <>
            <NativeSelect
              {...form.text('resourceId')}
              label={<FieldLabel mark="required">{w.room}</FieldLabel>}
              disabled={fixed}
              data={[{ value: '', label: w.chooseRoom }, ...rooms.map(({ id, name, capacity }) => ({ value: id, label: w.roomSeats(name, capacity) }))]}
            />
            {space.data && rooms.length === 0 && <p className={styles.soft}>{w.noRooms}</p>}
          </>
        )}
        <DayAndTimes
          value={{ day: values.day, from: values.startsAt, to: values.endsAt }}
          ids={{ day: idOf('day'), from: idOf('startsAt'), to: idOf('endsAt') }}
          errors={{ day: errorAt('day'), from: errorAt('startsAt'), to: errorAt('endsAt') }}
          space={values.format === 'online' ? undefined : space.data}
          disabled={fixed}
          onChange={({ day, from, to }) => {
            if (day !== undefined) set('day', day);
            if (from !== undefined) set('startsAt', from);
            if (to !== undefined) set('endsAt', to);
          }}
        />
        {values.format !== 'onsite' && (
          <TextInput {...form.text('onlineUrl')} type="url" inputMode="url" label={<FieldLabel mark="optional">{w.onlineUrl}</FieldLabel>} description={w.onlineUrlHint} placeholder="https://" maxLength={490} />
        )}
      </section>

      <section className={styles.part} aria-labelledby="plan-seats">
        <h2 id="plan-seats">{w.seatsTitle}</h2>
        <FieldRow>
          <NumberField {...field('capacity')} label={<FieldLabel mark="required">{w.capacity}</FieldLabel>} unit={w.seats} description={w.capacityHint} inputWrapperOrder={HINT_BELOW} />
          <NumberField {...field('minGuests')} label={<FieldLabel mark="optional">{w.minGuests}</FieldLabel>} unit={w.people} rightSectionWidth={58} />
        </FieldRow>
        <p className={styles.soft}>{w.minGuestsHint}</p>
        {room && values.capacity !== null && values.capacity > room.capacity && <p className={styles.warn}>{w.overRoom(room.capacity)}</p>}
        <p className={styles.soft}>{w.ticketsHint}</p>
        <Rows
          name={w.tickets}
          rows={values.ticketTypes}
          onChange={(rows) => set('ticketTypes', rows)}
          blank={{ name: '', description: '', priceYen: null, capacity: null }}
          most={10}
          addLabel={w.addTicket}
        >
          {(row, change, at) => (
            <>
              <TextInput
                id={idOf(`ticketTypes.${at}.name`)}
                error={errorAt(`ticketTypes.${at}.name`)}
                wrapperProps={WIDE}
                label={w.ticketName}
                placeholder={w.ticketNamePlaceholder}
                maxLength={60}
                value={row.name}
                onChange={({ currentTarget }) => change({ name: currentTarget.value })}
              />
              <YenInput
                id={idOf(`ticketTypes.${at}.priceYen`)}
                error={errorAt(`ticketTypes.${at}.priceYen`)}
                label={w.ticketPrice}
                value={row.priceYen}
                onChange={(priceYen) => change({ priceYen })}
              />
              <NumberField
                id={idOf(`ticketTypes.${at}.capacity`)}
                error={errorAt(`ticketTypes.${at}.capacity`)}
                label={w.ticketCapacity}
                placeholder={w.ticketAny}
                unit={row.capacity === null ? undefined : w.seats}
                rightSectionWidth={52}
                value={row.capacity}
                onChange={(capacity) => change({ capacity })}
              />
              <TextInput wrapperProps={WIDE} label={w.ticketNote} maxLength={300} value={row.description} onChange={({ currentTarget }) => change({ description: currentTarget.value })} />
            </>
          )}
        </Rows>
        {errorAt('ticketTypes') && <p className={styles.error}>{errorAt('ticketTypes')}</p>}
        {paid ? (
          <fieldset className={styles.methods} id={idOf('methods')} tabIndex={-1}>
            <legend>{w.methods}</legend>
            {PAID_METHODS.map((method) => (
              <Checkbox
                key={method}
                label={w.method[method].label}
                description={w.method[method].hint || undefined}
                checked={values.methods.includes(method)}
                disabled={fixed && method === 'after'}
                onChange={({ currentTarget }) =>
                  set(
                    'methods',
                    PAID_METHODS.filter((known) => (known === method ? currentTarget.checked : values.methods.includes(known))),
                  )
                }
              />
            ))}
            {errorAt('methods') && <p className={styles.error}>{errorAt('methods')}</p>}
          </fieldset>
        ) : (
          <p className={styles.soft}>{w.allFree}</p>
        )}
        <Choice
          {...field('sellerOfRecord')}
          label={w.seller}
          disabled={fixed}
          options={(cooperative ? (['cooperative'] as const) : (['host', 'space', 'cooperative'] as const)).map((value) => ({ value, label: w.sellers[value] }))}
        />
        <p className={styles.soft}>{w.sellerHint}</p>
      </section>

      {paid && (
        <section className={styles.part} aria-labelledby="plan-money">
          <h2 id="plan-money">{w.money}</h2>
          <p className={styles.soft}>{fixed ? w.moneyFixed : w.moneyHint}</p>
          {!fixed && (
            <SplitEditor
              value={values.split}
              onChange={(changed) => set('split', changed)}
              priceYen={values.ticketTypes[0]?.priceYen ?? 0}
              capacity={values.capacity ?? 0}
              space={values.spaceId !== '' || !cooperative}
              builder={built}
              usual={templates.find(({ kind }) => kind === 'jelly')?.split}
              errorAt={(path) => errorAt(`split.${path}`)}
              idOf={(path) => idOf(`split.${path}`)}
            />
          )}
          {!event && values.split.shares.some(({ role }) => role === 'builder') && <p className={styles.soft}>{builder.later}</p>}
        </section>
      )}

      <section className={styles.part} aria-labelledby="plan-details">
        <h2 id="plan-details">{w.details}</h2>
        <PlanDetails form={form} />
        <Checkbox label={w.alcohol} description={w.alcoholHint} checked={values.alcohol} disabled={fixed} onChange={({ currentTarget }) => set('alcohol', currentTarget.checked)} />
      </section>

      {fixed && <Textarea {...form.text('reason')} label={<FieldLabel mark="optional">{w.reason}</FieldLabel>} description={w.reasonHint} minRows={2} maxLength={500} />}
      <StickyAction>
        <ActionButton type="submit" wide busy={form.busy} blocked={fixed ? [] : reasons} blockedLabel={w.blocked}>
          {event ? w.saveChanges : w.save}
        </ActionButton>
      </StickyAction>
      <Confirm opened={outside} onClose={() => setOutside(false)} title={w.outsideTitle} confirmLabel={w.outsideYes} tone="main" busy={form.busy} onConfirm={() => void send(true)}>
        {span && <p>{w.outsideText(rangeText(span.startsAt, span.endsAt, locale))}</p>}
      </Confirm>
      <Confirm opened={asked !== null} onClose={() => setAsked(null)} title={w.replaceTitle} confirmLabel={w.replaceDo} tone="main" onConfirm={() => asked && take(asked)}>
        <p>{w.replaceText}</p>
      </Confirm>
    </Form>
  );
}

const PLACE = ['spaceId', 'resourceId', 'day', 'startsAt', 'endsAt', 'onlineUrl'] as const;
const isPlace = (name: string): name is (typeof PLACE)[number] => PLACE.some((known) => known === name);
const placeOf = ({ spaceId, resourceId, day, startsAt, endsAt, onlineUrl }: PlanValues) => ({ spaceId, resourceId, day, startsAt, endsAt, onlineUrl });

/** Two inputs beside each other stay on one line whatever their hints say. */
const HINT_BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

const labelsOf = (w: (typeof words)['ja'], e: (typeof shiftWords)['ja']) => ({
  kind: w.kind,
  title: w.title,
  theme: w.theme,
  description: w.description,
  format: w.format,
  spaceId: w.space,
  resourceId: w.room,
  day: e.day,
  startsAt: e.from,
  endsAt: e.to,
  onlineUrl: w.onlineUrl,
  capacity: w.capacity,
  minGuests: w.minGuests,
  ticketTypes: w.tickets,
  methods: w.methods,
  sellerOfRecord: w.seller,
  split: w.money,
  timetable: w.timetable,
  tablePlan: w.tablePlan,
  questions: w.questions,
  checklist: w.checklist,
  cancellationPolicy: w.policy,
  reason: w.reason,
});
