import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useClickKey } from '../../../lib/click-key';
import { looksLikeEmail } from '../../../lib/email';
import { type Checks, useForm } from '../../../lib/form';
import { factsText, yenText } from '../../../lib/format';
import { type Locale, useLocale } from '../../../lib/locale';
import { asProblem } from '../../../lib/problem';
import { type Me, useSession } from '../../../lib/session';
import { useWords } from '../../../lib/words';
import { ActionButton, ActionLink } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Choice } from '../../../ui/Choice';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { FieldLabel, Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { StickyAction } from '../../../ui/StickyAction';
import { TextLink } from '../../../ui/TextLink';
import { When } from '../../../ui/When';
import { WhyBox } from '../../../ui/WhyBox';
import { legalTextQuery } from '../../legal/legal.api';
import { words as eventWords } from './event.words';
import { type EventDetail, eventQuery, type Question } from './events.api';
import { FinalConfirmation } from './FinalConfirmation';
import { onlineWays, type PaymentChoice, paymentChoices } from './payment';
import { policyRows } from './policy';
import { QuantityField } from './QuantityField';
import { useReferral, useReferralCode } from './referral';
import { type OrderMethod, register } from './registrations.api';
import styles from './RegisterPage.module.css';
import { words } from './register.words';

/** At most so many seats in one registration. */
const MOST_SEATS = 20;
/** What a guest agrees to; the registration keeps the versions that were shown. */
const TEXTS = ['terms', 'privacy'] as const;

/** A guest registers: one column, no account, and before the last click the six items of the law. */
export default function RegisterPage() {
  const w = useWords(words);
  const { id = '' } = useParams();
  const event = useQuery(eventQuery(id));
  // Whoever is signed in finds their name and address filled in, so it is known first who that is.
  const { me, error } = useSession();
  const back = { to: `/events/${id}`, label: w.back };
  if (!event.data || (me === undefined && !error)) {
    return (
      <Page title={w.title} back={back}>
        {event.isError ? <ErrorState error={event.error} onRetry={() => void event.refetch()} /> : <CardSkeleton />}
      </Page>
    );
  }
  const { data } = event;
  if (!data.can.register && !data.can.waitlist) {
    return (
      <Page title={w.title} back={back}>
        <EmptyState title={w.closed} action={<ActionLink to={back.to}>{w.toEvent}</ActionLink>}>
          <WhyBox reasons={data.why.register ?? []} />
        </EmptyState>
      </Page>
    );
  }
  return <Registration event={data} account={me?.account} />;
}

type Values = {
  ticketTypeId: string;
  quantity: number;
  name: string;
  email: string;
  partyNames: string[];
  answers: string[];
  paymentMethod: OrderMethod | '';
};

function Registration({ event, account }: { event: EventDetail; account: Me['account'] | undefined }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const referralCode = useReferralCode();
  const touched = useReferral(event.id);
  const keyOf = useClickKey();
  const texts = useQueries({ queries: TEXTS.map((kind) => legalTextQuery(kind)) });
  const types = event.ticketTypes.filter((type) => type.id !== null);
  const [first] = useState(() => types.find(({ seatsLeft }) => seatsLeft > 0) ?? types[0]);
  // Somebody was faster: the form becomes the one of the waitlist, with everything typed kept.
  const [full, setFull] = useState(false);

  const form = useForm<Values>(
    {
      ticketTypeId: first?.id ?? '',
      quantity: 1,
      name: account?.displayName ?? '',
      email: account?.email ?? '',
      partyNames: [],
      answers: event.questions.map(() => ''),
      paymentMethod: '',
    },
    checksOf(event, w.missing),
  );
  const { values } = form;
  const type = types.find(({ id }) => id === values.ticketTypeId) ?? first;
  const totalYen = (type?.priceYen ?? 0) * values.quantity;
  const seatsLeft = type?.seatsLeft ?? 0;
  const waits = full || event.can.waitlist || values.quantity > seatsLeft;
  const choices = paymentChoices(event, totalYen);
  const method = chosenMethod(values.paymentMethod, choices, totalYen);

  const submit = form.submit(async (said) => {
    const body = {
      ticketTypeId: said.ticketTypeId,
      quantity: said.quantity,
      name: said.name.trim(),
      email: said.email.trim(),
      paymentMethod: method,
      partyNames: said.partyNames.slice(0, said.quantity - 1).map((each) => each.trim()),
      answers: event.questions.flatMap(({ id }, index) => {
        const text = said.answers[index]?.trim() ?? '';
        return text === '' ? [] : [{ questionId: id, text }];
      }),
      locale,
      acceptedTexts: texts.flatMap(({ data }) => (data ? [`${data.kind}@${data.version}`] : [])),
      ...(referralCode ? { referralCode } : {}),
      ...(waits ? { waitlist: true } : {}),
    };
    try {
      const { checkoutUrl, manageUrl } = await register(event.id, body, keyOf(body));
      void client.invalidateQueries({ queryKey: ['events'] });
      if (checkoutUrl) {
        location.assign(checkoutUrl);
        return;
      }
      const { pathname, search } = new URL(manageUrl);
      await navigate(pathname + search, { replace: true });
    } catch (error) {
      if (asProblem(error).code === 'event.full') {
        setFull(true);
        void client.invalidateQueries({ queryKey: ['events'] });
      }
      throw error;
    }
  });

  const setAnswer = (index: number, text: string) => form.set('answers', values.answers.map((each, at) => (at === index ? text : each)));
  const setParty = (index: number, text: string) =>
    form.set('partyNames', Array.from({ length: MOST_SEATS - 1 }, (_, at) => (at === index ? text : (values.partyNames[at] ?? ''))));

  return (
    <Page title={waits ? w.waitTitle : w.title} sub={w.sub} back={{ to: `/events/${event.id}`, label: w.back }}>
      <Card as="div" tone="sunk">
        <p className={styles.what}>{event.title}</p>
        <p className={styles.soft}>
          <When startsAt={event.startsAt} endsAt={event.endsAt} />
        </p>
        <p className={styles.soft}>{event.place}</p>
      </Card>
      <Form onSubmit={(submitted) => void submit(submitted)}>
        <FormErrors form={form} labels={labelsOf(event, w)} />
        {waits && <Waiting event={event} quantity={values.quantity} seatsLeft={event.can.waitlist || full ? 0 : seatsLeft} />}
        <Card as="div">
          <div className={styles.fields}>
            {types.length > 1 && (
              <Choice
                label={w.ticket}
                id={form.idOf('ticketTypeId')}
                value={values.ticketTypeId}
                onChange={(id) => form.set('ticketTypeId', id)}
                error={form.errorAt('ticketTypeId')}
                options={types.map((each) => ({
                  value: each.id ?? '',
                  label: each.name,
                  hint: factsText([priceOf(each.priceYen, locale), each.seatsLeft === 0 && w.ticketFull, each.description], locale),
                }))}
              />
            )}
            <QuantityField
              id={form.idOf('quantity')}
              label={w.quantity}
              value={values.quantity}
              most={MOST_SEATS}
              error={form.errorAt('quantity')}
              onChange={(quantity) => form.set('quantity', quantity)}
            />
            <TextInput label={<FieldLabel mark="required">{w.name}</FieldLabel>} description={w.nameHint} autoComplete="name" maxLength={80} {...form.text('name')} />
            <TextInput
              label={<FieldLabel mark="required">{w.email}</FieldLabel>}
              description={w.emailHint}
              type="email"
              autoComplete="email"
              autoCapitalize="none"
              {...form.text('email')}
            />
          </div>
        </Card>
        {/* Seats have names; who waits has none yet, and names them once they are offered. */}
        {values.quantity > 1 && !waits && (
          <Card title={w.party}>
            <p className={styles.soft}>{w.partyHint}</p>
            <div className={styles.fields}>
              {Array.from({ length: values.quantity - 1 }, (_, index) => (
                <TextInput
                  key={index}
                  id={form.idOf(`partyNames.${index}`)}
                  label={<FieldLabel mark="optional">{w.partyName(index + 2)}</FieldLabel>}
                  autoComplete="off"
                  maxLength={80}
                  value={values.partyNames[index] ?? ''}
                  error={form.errorAt(`partyNames.${index}`)}
                  onChange={({ currentTarget }) => setParty(index, currentTarget.value)}
                />
              ))}
            </div>
          </Card>
        )}
        {event.questions.length > 0 && (
          <Card title={w.questions}>
            <div className={styles.fields}>
              {event.questions.map((question, index) => (
                <QuestionField
                  key={question.id}
                  question={question}
                  id={form.idOf(`answers.${index}`)}
                  value={values.answers[index] ?? ''}
                  error={form.errorAt(`answers.${index}`) ?? form.errorAt(`answers.${index}.text`)}
                  onChange={(text) => setAnswer(index, text)}
                />
              ))}
            </div>
          </Card>
        )}
        {totalYen > 0 && (
          <Card as="div">
            <Payment
              event={event}
              choices={choices}
              value={method}
              totalYen={totalYen}
              id={form.idOf('paymentMethod')}
              error={form.errorAt('paymentMethod')}
              onChange={(next) => form.set('paymentMethod', next)}
            />
            {waits && <p className={styles.note}>{w.wait.noPay}</p>}
          </Card>
        )}
        {!waits && (
          <FinalConfirmation
            what={{ ...event, ticket: type?.name ?? '', priceYen: type?.priceYen ?? 0, quantity: values.quantity }}
            method={method}
            ways={onlineWays(event, totalYen)}
            seller={event.sellerOfRecord}
            until={event.startsAt}
            policy={policyRows(event.cancellationPolicy, event.startsAt)}
          />
        )}
        {touched && <Remembered />}
        <p className={styles.soft}>
          {w.texts} <TextLink to="/legal/terms">{w.terms}</TextLink> <TextLink to="/legal/privacy">{w.privacy}</TextLink>
        </p>
        <StickyAction>
          <div className={styles.send}>
            {!waits && (
              <p className={styles.total}>
                {w.total} <b>{priceOf(totalYen, locale)}</b>
              </p>
            )}
            <ActionButton type="submit" wide size="md" busy={form.busy}>
              {waits ? w.submit.wait : w.submit[method]}
            </ActionButton>
          </div>
        </StickyAction>
      </Form>
    </Page>
  );
}

const priceOf = (yen: number, locale: Locale): string => (yen === 0 ? eventWords[locale].price.free : yenText(yen, locale));

/** What was chosen while it is open, else the first way that is. */
function chosenMethod(wish: OrderMethod | '', choices: readonly PaymentChoice[], totalYen: number): OrderMethod {
  if (totalYen === 0) return 'free';
  const open = choices.filter(({ closed }) => closed === null).map(({ method }) => method);
  return open.find((method) => method === wish) ?? open[0] ?? 'stripe';
}

function checksOf(event: EventDetail, missing: (typeof words)['ja']['missing']): Checks<Values> {
  return ({ name, email, answers }) => ({
    name: name.trim() === '' && missing.name,
    email: email.trim() === '' ? missing.email : !looksLikeEmail(email.trim()) && missing.emailWrong,
    ...Object.fromEntries(
      event.questions.map(({ required }, index) => [`answers.${index}`, required && (answers[index] ?? '').trim() === '' && missing.answer]),
    ),
  });
}

function labelsOf(event: EventDetail, w: (typeof words)['ja']): Record<string, string> {
  return {
    ticketTypeId: w.ticket,
    quantity: w.quantity,
    name: w.name,
    email: w.email,
    partyNames: w.party,
    paymentMethod: w.method,
    answers: w.answerLabel,
    ...Object.fromEntries(event.questions.map(({ text }, index) => [`answers.${index}`, text])),
  };
}

function Waiting({ event, quantity, seatsLeft }: { event: EventDetail; quantity: number; seatsLeft: number }) {
  const w = useWords(words).wait;
  const seats = useWords(eventWords).seats;
  return (
    <Card title={w.title} tone="warm" aside={event.waiting > 0 ? seats.fullWaiting(event.waiting) : undefined}>
      {seatsLeft > 0 && <p>{w.party(seatsLeft, quantity)}</p>}
      <p>{w.text}</p>
    </Card>
  );
}

interface QuestionFieldProps {
  question: Question;
  id: string;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function QuestionField({ question, id, value, error, onChange }: QuestionFieldProps) {
  const w = useWords(words);
  const label = <FieldLabel mark={question.required ? 'required' : 'optional'}>{question.text}</FieldLabel>;
  if (question.choices.length > 0) {
    return (
      <NativeSelect
        id={id}
        label={label}
        value={value}
        error={error}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        data={[{ value: '', label: w.choose }, ...question.choices]}
      />
    );
  }
  return <Textarea id={id} label={label} value={value} error={error} autosize minRows={2} maxLength={1000} onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
}

interface PaymentProps {
  event: EventDetail;
  choices: readonly PaymentChoice[];
  value: OrderMethod;
  totalYen: number;
  id: string;
  error: string | undefined;
  onChange: (method: OrderMethod) => void;
}

/** Every way to pay; what is not open says why. */
function Payment({ event, choices, value, totalYen, id, error, onChange }: PaymentProps) {
  const w = useWords(words);
  const online = onlineWays(event, totalYen).map((way) => w.ways[way]);
  const label = (method: PaymentChoice['method']) => (method === 'stripe' ? online.join(' / ') || w.ways.card : w.methods[method]);
  const showsKonbini = event.methods.includes('konbini') && !onlineWays(event, totalYen).includes('konbini');
  return (
    <>
      <Choice
        label={w.method}
        id={id}
        value={value}
        error={error}
        onChange={onChange}
        options={choices.map(({ method, closed }) => ({
          value: method,
          label: label(method),
          hint: closed === null ? w.methodHint[method] : w.notOffered[closed],
          disabled: closed !== null,
        }))}
      />
      {showsKonbini && <p className={styles.note}>{w.konbiniLeast}</p>}
    </>
  );
}

function Remembered() {
  const w = useWords(eventWords).one;
  return (
    <p className={styles.note}>
      {w.referral} <TextLink to="/legal/privacy">{w.referralLink}</TextLink>
    </p>
  );
}
