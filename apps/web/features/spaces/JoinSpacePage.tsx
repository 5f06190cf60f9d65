import { Textarea, TextInput } from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayText } from '../../lib/format';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { ME } from '../../lib/query';
import { useSession } from '../../lib/session';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { FieldLabel, FieldRow, Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Page } from '../../ui/Page';
import { LineSkeleton } from '../../ui/Skeletons';
import { StatusTag, type Tone } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { HoursFields, weekComplaints, weekErrorOf, weekLabels } from './HoursFields';
import { hoursOfWeek, type WeekText, weekTextOf } from './hours-text';
import { PrefectureSelect } from './PrefectureSelect';
import { words } from './settings.words';
import { applyForSpace, type Space, type SpaceApplication, spaceQuery } from './space.api';
import styles from './SpacePages.module.css';

/** How a space joins: the steps, the application, and afterwards where it stands. */
export default function JoinSpacePage() {
  const w = useWords(words).join;
  const { me } = useSession();
  const joining = useQueries({
    queries: (me?.spaces ?? []).map(({ id }) => spaceQuery(id)),
    combine: (results) => ({
      pending: results.some(({ isPending }) => isPending),
      spaces: results.flatMap(({ data }) => (data && data.status !== 'member' ? [data] : [])),
    }),
  });
  const [another, setAnother] = useState(false);
  const writes = me && !joining.pending && (joining.spaces.length === 0 || another);
  return (
    <Page title={w.title} sub={w.lead} width={me ? 'reading' : 'wide'}>
      {me && joining.pending && <LineSkeleton />}
      {joining.spaces.map((space) => (
        <State key={space.id} space={space} />
      ))}
      {joining.spaces.length > 0 && !another && (
        <div>
          <ActionButton tone="bare" onClick={() => setAnother(true)}>
            {w.another}
          </ActionButton>
        </div>
      )}
      {(me === null || writes) && (
        <ol className={styles.steps} aria-label={w.stepsTitle}>
          {w.steps.map((step) => (
            <li key={step.title}>
              <b>{step.title}</b>
              <p className={styles.soft}>{step.text}</p>
            </li>
          ))}
        </ol>
      )}
      {me === null && (
        <div>
          <p>{w.needAccount}</p>
          <div className={styles.actions}>
            <ActionLink to="/sign-up?next=/join/space">{w.signUp}</ActionLink>
            <ActionLink tone="quiet" to="/sign-in?next=/join/space">
              {w.signIn}
            </ActionLink>
          </div>
        </div>
      )}
      {writes && <Application onSent={() => setAnother(false)} />}
    </Page>
  );
}

const TONES: Readonly<Record<Space['status'], Tone>> = { applied: 'warn', accepted: 'ok', declined: 'bad', member: 'ok', left: 'plain' };

/** Where an application stands, and the next thing to do. */
function State({ space }: { space: Space }) {
  const w = useWords(words).join;
  const locale = useLocale();
  const at = `/spaces/${space.id}`;
  return (
    <Card title={space.name} tone={space.status === 'accepted' ? 'warm' : 'plain'} aside={<StatusTag tone={TONES[space.status]}>{w.state[space.status].tag}</StatusTag>}>
      {space.inside && <p className={styles.soft}>{w.appliedOn(dayText(tokyoDay(space.inside.appliedAt), locale))}</p>}
      <p>{w.state[space.status].text}</p>
      {space.inside?.decisionReason && <p className={styles.written}>{space.inside.decisionReason}</p>}
      <div className={styles.actions}>
        {space.status === 'accepted' && <ActionLink to={`${at}/settings#terms`}>{w.readTerms}</ActionLink>}
        {space.status === 'applied' && (
          <ActionLink tone="quiet" to={`${at}/settings`}>
            {w.prepare}
          </ActionLink>
        )}
      </div>
    </Card>
  );
}

type ApplicationValues = Required<Omit<SpaceApplication, 'hours' | 'prefecture'>> & { prefecture: SpaceApplication['prefecture'] | ''; hours: WeekText };

const EMPTY: ApplicationValues = {
  name: '',
  kana: '',
  prefecture: '',
  postalCode: '',
  city: '',
  street: '',
  access: '',
  phone: '',
  email: '',
  website: '',
  note: '',
  slug: '',
  hours: weekTextOf([]),
};

function Application({ onSent }: { onSent: () => void }) {
  const w = useWords(words);
  const client = useQueryClient();
  const form = useForm<ApplicationValues>(EMPTY, ({ name, prefecture, city, hours }) => ({
    name: name.trim() === '' && w.missing,
    prefecture: prefecture === '' && w.missing,
    city: city.trim() === '' && w.missing,
    ...weekComplaints(hours, w.hoursWrong),
  }));
  const send = form.submit(async ({ prefecture, hours, slug, ...rest }) => {
    if (prefecture === '') return;
    const space = await applyForSpace({ ...rest, prefecture, hours: hoursOfWeek(hours), ...(slug === '' ? {} : { slug }) });
    client.setQueryData(spaceQuery(space.id).queryKey, space);
    await client.invalidateQueries({ queryKey: ME });
    toast(w.join.sent);
    onSent();
    scrollTo({ top: 0 });
  });
  const labels = {
    name: w.name,
    kana: w.kana,
    prefecture: w.prefecture,
    postalCode: w.postalCode,
    city: w.city,
    street: w.street,
    access: w.access,
    phone: w.phone,
    email: w.email,
    website: w.website,
    note: w.join.note,
    slug: w.join.slug,
    hours: w.week,
    ...weekLabels(w),
  };
  return (
    <Card title={w.join.form}>
      <Form onSubmit={(event) => void send(event)}>
        <FormErrors form={form} labels={labels} />
        <TextInput {...form.text('name')} label={<FieldLabel mark="required">{w.name}</FieldLabel>} autoComplete="organization" />
        <TextInput {...form.text('kana')} label={w.kana} />
        <FieldRow>
          <TextInput {...form.text('postalCode')} label={w.postalCode} autoComplete="postal-code" inputMode="numeric" placeholder="020-0022" />
          <PrefectureSelect {...form.field('prefecture')} />
        </FieldRow>
        <TextInput {...form.text('city')} label={<FieldLabel mark="required">{w.city}</FieldLabel>} autoComplete="address-level2" />
        <TextInput {...form.text('street')} label={w.street} autoComplete="street-address" />
        <Textarea {...form.text('access')} label={w.access} description={w.accessHint} minRows={2} />
        <FieldRow>
          <TextInput {...form.text('phone')} label={w.phone} type="tel" autoComplete="tel" />
          <TextInput {...form.text('email')} label={w.email} type="email" autoComplete="email" />
        </FieldRow>
        <TextInput {...form.text('website')} label={w.website} type="url" inputMode="url" placeholder="https://" />
        <TextInput {...form.text('slug')} label={<FieldLabel mark="optional">{w.join.slug}</FieldLabel>} description={w.join.slugHint(form.values.slug || 'kita-no-tsukue')} autoCapitalize="none" />
        <HoursFields
          value={form.values.hours}
          onChange={(hours) => form.set('hours', hours)}
          errorOf={weekErrorOf(form.values.hours, form.fields)}
          idOf={(weekday) => form.idOf(`hours.w${weekday}`)}
        />
        <Textarea {...form.text('note')} label={<FieldLabel mark="optional">{w.join.note}</FieldLabel>} description={w.join.noteHint} />
        <div>
          <ActionButton type="submit" busy={form.busy}>
            {w.join.send}
          </ActionButton>
        </div>
      </Form>
    </Card>
  );
}
