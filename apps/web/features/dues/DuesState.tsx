import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dayText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { StatusTag, TierBadge } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { Yen } from '../../ui/Yen';
import { type Arrears, collectDues, goTo, keepDues, keepDuesView, openPayPage, openPortal, type OwnDues, type Plan, resumeDues } from './dues.api';
import styles from './dues.module.css';
import { words } from './words';

interface DuesStateProps {
  dues: OwnDues;
  /** Just back from Checkout: then the set-up is being looked at rather than half done. */
  returning: boolean;
}

/** How the dues stand, with the one thing to do about it. */
export function DuesState({ dues, returning }: DuesStateProps) {
  if (dues.arrears) return <Behind dues={dues} arrears={dues.arrears} />;
  if (returning && dues.standing === 'none') return null;
  if (dues.plan?.state === 'starting') return <Starting plan={dues.plan} />;
  if (!dues.plan || dues.plan.state === 'ended') return <NotYet dues={dues} />;
  return <InOrder dues={dues} plan={dues.plan} />;
}

/** Opens a page of the payment company. */
function useDoor(open: () => Promise<{ url: string | null }>) {
  return useMutation({
    mutationFn: open,
    onSuccess: ({ url }) => {
      if (url) goTo(url);
    },
  });
}

/** Reasons that the same card may get over. */
const SOFT: readonly string[] = ['insufficientFunds', 'limitReached', 'technical', 'declined'];

function Behind({ dues, arrears }: { dues: OwnDues; arrears: Arrears }) {
  const w = useWords(words).top;
  const locale = useLocale();
  const portal = useDoor(() => openPortal('cardUpdate'));
  const pay = useDoor(openPayPage);
  const client = useQueryClient();
  const again = useMutation({ mutationFn: collectDues, onSuccess: (kept) => keepDuesView(client, kept) });
  // What Stripe no longer asks for, because a payment was taken back or contested, is paid to the treasurer: no card helps there.
  const byCard = dues.plan?.method === 'card' && dues.can.portal && dues.can.pay;
  // Confirming oneself is done on the page of the one payment; another card would not help.
  const payFirst = dues.can.pay && (!byCard || arrears.failure.code === 'authenticationRequired');
  return (
    <Card title={w.owed} aside={w.since(dayText(arrears.since, locale, false))} tone="warm">
      <Yen amount={arrears.owedYen} size="large" />
      <p className={styles.bad}>{arrears.failure.message}</p>
      {arrears.overrideUntil && <p>{w.override(dayText(arrears.overrideUntil, locale, false))}</p>}
      <Stations dues={dues} arrears={arrears} />
      {portal.isError && <ErrorState error={portal.error} />}
      {pay.isError && <ErrorState error={pay.error} />}
      {again.isError && <ErrorState error={again.error} />}
      <div className={styles.actions}>
        {payFirst && (
          <ActionButton wide busy={pay.isPending} onClick={() => pay.mutate()}>
            {w.payNow}
          </ActionButton>
        )}
        {byCard && !payFirst && (
          <ActionButton wide busy={portal.isPending} onClick={() => portal.mutate()}>
            {w.updateCard}
          </ActionButton>
        )}
        {byCard && !payFirst && (
          <ActionButton tone="bare" wide busy={pay.isPending} onClick={() => pay.mutate()}>
            {w.payAlso}
          </ActionButton>
        )}
        {byCard && SOFT.includes(arrears.failure.code) && (
          <ActionButton tone="bare" wide busy={again.isPending} onClick={() => again.mutate()}>
            {w.tryAgain}
          </ActionButton>
        )}
      </div>
      <p className={styles.soft}>{dues.can.pay ? w.after : w.manual}</p>
    </Card>
  );
}

/** What time does to somebody who is behind. */
function Stations({ dues, arrears }: { dues: OwnDues; arrears: Arrears }) {
  const w = useWords(words).top.steps;
  const locale = useLocale();
  const here = dues.standing === 'ended' ? 2 : dues.standing === 'restricted' ? 1 : 0;
  const stations = [
    { name: w.grace, day: arrears.since },
    { name: w.restricted, day: arrears.restrictedOn },
    { name: w.ends, day: arrears.endsOn },
  ];
  return (
    <ol className={styles.stations}>
      {stations.map(({ name, day }, at) => (
        <li key={name} data-here={at === here} data-over={at < here} aria-current={at === here ? 'step' : undefined}>
          <b>{name}</b>
          {dayText(day, locale, false)}
        </li>
      ))}
    </ol>
  );
}

function Starting({ plan }: { plan: Plan }) {
  const w = useWords(words).top;
  const { checkoutUrl } = plan;
  return (
    <Card title={w.starting} tone="warm">
      <p>{w.startingText}</p>
      <div className={styles.actions}>
        {checkoutUrl && (
          <ActionButton wide onClick={() => goTo(checkoutUrl)}>
            {w.goOn}
          </ActionButton>
        )}
        <ActionLink to="/me/dues/join" tone={checkoutUrl ? 'bare' : 'main'} wide>
          {w.another}
        </ActionLink>
      </div>
    </Card>
  );
}

function NotYet({ dues }: { dues: OwnDues }) {
  const w = useWords(words).top;
  const ended = dues.standing === 'ended';
  return (
    <Card title={ended ? w.ended : w.none} tone="warm">
      <p>{ended ? w.endedText : w.noneShort}</p>
      <div className={styles.actions}>
        {dues.can.join ? (
          <ActionLink to="/me/dues/join" wide>
            {ended ? w.again : w.join}
          </ActionLink>
        ) : (
          <ActionButton wide blocked={dues.why.join ?? []}>
            {w.join}
          </ActionButton>
        )}
      </div>
    </Card>
  );
}

function InOrder({ dues, plan }: { dues: OwnDues; plan: Plan }) {
  const all = useWords(words);
  const w = all.top;
  const locale = useLocale();
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: keepDues,
    onSuccess: async (kept) => {
      toast(all.cancel.kept);
      await keepDuesView(client, kept);
    },
  });
  const resume = useMutation({
    mutationFn: resumeDues,
    onSuccess: async (kept) => {
      toast(all.pause.resumed);
      await keepDuesView(client, kept);
    },
  });
  const pause = dues.pauses.find(({ state }) => state !== 'over');
  const { nextCharge } = dues;
  return (
    <Card
      title={w.good}
      aside={
        <>
          <TierBadge tier={plan.tier} /> <StatusTag tone={dues.standing === 'good' ? 'ok' : 'warn'}>{all.standing[dues.standing]}</StatusTag>
        </>
      }
    >
      <p className={styles.price}>
        <span className={styles.soft}>{all.aMonth}</span>
        <Yen amount={plan.priceYen} size="large" />
        <span className={styles.soft}>{all.method[plan.method]}</span>
      </p>
      <p>{nextCharge ? w.next(yenText(nextCharge.amountYen, locale), dayText(nextCharge.on, locale)) : w.nextNone}</p>
      <div className={styles.notes}>
        {plan.nextFrom && plan.nextTier && plan.nextPriceYen !== null && (
          <p className={styles.note}>{w.change(dayText(plan.nextFrom, locale, false), all.tier[plan.nextTier], yenText(plan.nextPriceYen, locale))}</p>
        )}
        {plan.state === 'ending' && plan.endsOn && (
          <div className={styles.note}>
            <span>
              <b>{w.ending(dayText(plan.endsOn, locale, false))}</b>
              <br />
              <span className={styles.soft}>{w.endingText}</span>
            </span>
            {dues.can.keep && (
              <ActionButton tone="quiet" busy={keep.isPending} onClick={() => keep.mutate()}>
                {w.keep}
              </ActionButton>
            )}
          </div>
        )}
        {pause && (
          <div className={styles.note}>
            <span>
              <b>
                {pause.state === 'running'
                  ? w.paused(dayText(pause.untilOn, locale, false))
                  : w.pausePlanned(dayText(pause.fromOn, locale, false), dayText(pause.untilOn, locale, false))}
              </b>
              <br />
              <span className={styles.soft}>{w.pausedText}</span>
            </span>
            {dues.can.resume && (
              <ActionButton tone="quiet" busy={resume.isPending} onClick={() => resume.mutate()}>
                {w.resume}
              </ActionButton>
            )}
          </div>
        )}
      </div>
      {keep.isError && <ErrorState error={keep.error} />}
      {resume.isError && <ErrorState error={resume.error} />}
      {plan.method !== 'manual' && <TextLink to="/legal/commerce">{all.legal}</TextLink>}
    </Card>
  );
}
