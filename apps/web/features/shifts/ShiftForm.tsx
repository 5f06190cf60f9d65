import { NativeSelect, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { rangeText } from '../../lib/format';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { asProblem } from '../../lib/problem';
import { useWords } from '../../lib/words';
import type { Space } from '../spaces/space.api';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Confirm } from '../../ui/Confirm';
import { FieldLabel, FieldRow, Form, NumberField, YenInput } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { StickyAction } from '../../ui/StickyAction';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { WhyBox } from '../../ui/WhyBox';
import { Yen } from '../../ui/Yen';
import type { Wanted } from './calendar-range';
import { DayAndTimes } from './DayAndTimes';
import styles from './editor.module.css';
import { words } from './editor.words';
import { type CalendarShift, changeShift, createShift, publishShift, rereadShifts, type ShiftDetail } from './owner.api';
import { bodyOf, complaintsOf, type ShiftValues, valuesOfNew, valuesOfShift } from './shift-form';
import { ShiftCardPreview } from './ShiftCardPreview';
import { spanOf } from './time-text';

interface ShiftFormProps {
  space: Space;
  /** The shift to change; without it a new one is written. */
  shift?: ShiftDetail;
  people: CalendarShift['people'];
  /** Where somebody pointed in the calendar. */
  wanted?: Partial<Wanted>;
}

type Deed = 'save' | 'publish';

/** The form of a shift with the card mixers will see beside it. Whatever the server says, what was typed stays. */
export function ShiftForm({ space, shift, people, wanted = {} }: ShiftFormProps) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const fixed = people.some(({ status }) => status === 'requested' || status === 'booked' || status === 'standInWanted');
  const published = shift?.status === 'published';
  const form = useForm<ShiftValues>(shift ? valuesOfShift(shift) : valuesOfNew(space, wanted), (values) => complaintsOf(values, w, fixed));
  const [doing, setDoing] = useState<Deed>('save');
  const [outside, setOutside] = useState(false);
  const { values, field, set } = form;
  const span = spanOf(values.day, values.startsAt, values.endsAt);
  const rooms = space.resources.filter((resource) => !resource.retired || resource.id === values.resourceId);

  /** The shift as saved, or undefined when the owner has first to answer the question about opening hours. */
  const save = async (current: ShiftValues, outsideHours: boolean): Promise<ShiftDetail | undefined> => {
    const body = bodyOf(current);
    if (!body) return undefined;
    // Other times ask the question about opening hours anew; the same times keep the answer they have.
    const sameTimes = shift && body.startsAt === shift.startsAt && body.endsAt === shift.endsAt;
    const answered = sameTimes && !outsideHours ? {} : { outsideHours };
    const room = current.resourceId === '' ? null : current.resourceId;
    try {
      if (!shift) return await createShift(space.id, { ...body, ...answered, ...(room ? { resourceId: room } : {}) });
      const reason = published ? { reason: current.reason } : {};
      return await changeShift(shift.id, { ...body, ...answered, ...reason, resourceId: room, version: shift.version });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === 'shift.changed') await rereadShifts(client);
      if (problem.code !== 'shift.outsideHours') throw error;
      setOutside(true);
      return undefined;
    }
  };

  const send = (deed: Deed, outsideHours = false) => {
    setDoing(deed);
    setOutside(false);
    return form.submit(async (current) => {
      const saved = shift && deed === 'publish' && !form.dirty ? shift : await save(current, outsideHours);
      if (!saved) return;
      const to = `/spaces/${space.id}/shifts/${saved.id}`;
      if (shift) form.reset(valuesOfShift(saved));
      try {
        if (deed === 'publish') await publishShift(saved.id);
      } catch (error) {
        await rereadShifts(client);
        // A draft that was kept says on its own page what is missing; on that page the refusal itself does.
        if (shift) throw error;
        toast(w.notYetPublished);
        await navigate(to, { replace: true });
        return;
      }
      await rereadShifts(client);
      toast(deed === 'publish' ? w.publishedToast : published ? w.saved : w.draftSaved);
      if (!shift) await navigate(to, { replace: true });
    })();
  };

  return (
    <div className={styles.editor}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void send('save');
        }}
      >
        <FormErrors form={form} labels={labelsOf(w)} />
        {form.problem?.code === 'shift.changed' && <p className={styles.stale}>{w.stale}</p>}
        {fixed && (
          <Card title={w.bookedTitle} tone="warm">
            <p>{w.bookedText(people.length)}</p>
            <p className={styles.hint}>{w.bookedEffect}</p>
          </Card>
        )}
        {published && !fixed && <p className={styles.hint}>{w.publishedEffect}</p>}
        {!shift && <Readiness space={space} />}
        {shift?.status === 'draft' && !form.problem && <WhyBox label={w.beforePublishing} reasons={shift.why.publish ?? []} />}
        <Choice
          {...field('kind')}
          label={w.kind}
          disabled={fixed}
          onChange={(kind) => {
            set('kind', kind);
            if (kind === 'dayManager') set('minTier', 'senior');
          }}
          options={(['reception', 'floor', 'dayManager'] as const).map((kind) => ({ value: kind, label: w.kinds[kind], hint: w.kindHints[kind] }))}
        />
        <DayAndTimes
          value={{ day: values.day, from: values.startsAt, to: values.endsAt }}
          ids={{ day: form.idOf('day'), from: form.idOf('startsAt'), to: form.idOf('endsAt') }}
          errors={{ day: form.errorAt('day'), from: form.errorAt('startsAt'), to: form.errorAt('endsAt') }}
          space={space}
          disabled={fixed}
          onChange={({ day, from, to }) => {
            if (day !== undefined) set('day', day);
            if (from !== undefined) set('startsAt', from);
            if (to !== undefined) set('endsAt', to);
          }}
        />
        <FieldRow>
          <NumberField {...field('places')} label={<FieldLabel mark="required">{w.places}</FieldLabel>} description={w.placesHint} unit={w.placesUnit} inputWrapperOrder={HINT_BELOW} />
          <YenInput {...field('rewardYen')} label={<FieldLabel mark="required">{w.reward}</FieldLabel>} description={w.rewardHint} inputWrapperOrder={HINT_BELOW} />
        </FieldRow>
        <Choice
          {...field('minTier')}
          label={w.minTier}
          options={(['junior', 'senior'] as const).map((tier) => ({
            value: tier,
            label: w.tiers[tier],
            disabled: tier === 'junior' && values.kind === 'dayManager',
            hint: tier === 'junior' && values.kind === 'dayManager' ? w.tierOfKind : undefined,
          }))}
        />
        <Choice
          {...field('claimMode')}
          label={w.claimMode}
          options={(['instant', 'approval'] as const).map((mode) => ({ value: mode, label: w.claimModes[mode], hint: w.claimModeHints[mode] }))}
        />
        <Textarea
          {...form.text('content')}
          label={<FieldLabel mark="required">{w.content}</FieldLabel>}
          description={w.contentHint}
          minRows={4}
          maxRows={14}
        />
        {rooms.length > 0 && (
          <NativeSelect
            {...form.text('resourceId')}
            label={<FieldLabel mark="optional">{w.room}</FieldLabel>}
            description={w.roomHint}
              disabled={fixed}
            data={[{ value: '', label: w.noRoom }, ...rooms.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <Choice
          {...field('orderingParty')}
          label={w.orderingParty}
          disabled={fixed}
          options={(['space', 'cooperative'] as const).map((party) => ({ value: party, label: w.orderingParties[party], hint: w.orderingHints[party] }))}
        />
        {published && (
          <Textarea
            {...form.text('reason')}
            label={<FieldLabel mark={fixed ? 'required' : 'optional'}>{w.reason}</FieldLabel>}
            description={w.reasonHint}
              minRows={2}
          />
        )}
        <StickyAction>
          <div className={styles.actions}>
            {published ? (
              <ActionButton type="submit" busy={form.busy}>
                {w.save}
              </ActionButton>
            ) : (
              <>
                <ActionButton busy={form.busy && doing === 'publish'} onClick={() => void send('publish')}>
                  {w.publish}
                </ActionButton>
                <ActionButton tone="quiet" type="submit" busy={form.busy && doing === 'save'}>
                  {w.saveDraft}
                </ActionButton>
              </>
            )}
          </div>
        </StickyAction>
      </Form>
      <div className={styles.aside}>
        <ShiftCardPreview
          spaceName={space.name}
          kind={values.kind}
          span={span && span.endsAt > span.startsAt ? span : undefined}
          placesLeft={Math.max(0, (values.places ?? 0) - (shift ? shift.places - shift.placesLeft : 0))}
          rewardYen={values.rewardYen}
          minTier={values.minTier}
          claimMode={values.claimMode}
          content={values.content}
          roomName={rooms.find(({ id }) => id === values.resourceId)?.name}
        />
        {(values.places ?? 0) > 1 && values.rewardYen !== null && (
          <p className={styles.hint}>
            {w.total(values.places ?? 0)} <Yen amount={(values.places ?? 0) * values.rewardYen} />
          </p>
        )}
      </div>
      <Confirm
        opened={outside}
        onClose={() => setOutside(false)}
        title={w.outsideTitle}
        confirmLabel={w.outsideYes}
        tone="main"
        busy={form.busy}
        onConfirm={() => void send(doing, true)}
      >
        {span && <p>{w.outsideText(rangeText(span.startsAt, span.endsAt, locale))}</p>}
      </Confirm>
    </div>
  );
}

/** Two inputs beside each other stay on one line whatever their hints say. */
const HINT_BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

const labelsOf = (w: (typeof words)['ja']) => ({
  kind: w.kind,
  day: w.day,
  startsAt: w.from,
  endsAt: w.to,
  places: w.places,
  rewardYen: w.reward,
  minTier: w.minTier,
  claimMode: w.claimMode,
  content: w.content,
  resourceId: w.room,
  orderingParty: w.orderingParty,
  reason: w.reason,
});

/** What stands between this space and publishing, told before a word is written. */
function Readiness({ space }: { space: Space }) {
  const w = useWords(words);
  const missing = space.inside?.missingRecruitingItems.length ?? 0;
  if (space.relation.partnered && space.manual && missing === 0) return null;
  return (
    <Card title={w.beforePublishing} tone="warm">
      <ul className={styles.readiness}>
        {!space.relation.partnered && <li>{w.readiness.partnered}</li>}
        {!space.manual && (
          <li>
            {w.readiness.manual} <TextLink to={`/spaces/${space.id}/manual/edit`}>{w.readiness.writeManual}</TextLink>
          </li>
        )}
        {missing > 0 && (
          <li>
            {w.readiness.recruiting(missing)} <TextLink to={`/spaces/${space.id}/settings#recruiting`}>{w.readiness.settings}</TextLink>
          </li>
        )}
      </ul>
    </Card>
  );
}
