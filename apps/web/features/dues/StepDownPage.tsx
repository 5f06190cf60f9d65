import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { dayText, rangeText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Confirm } from '../../ui/Confirm';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { StickyAction } from '../../ui/StickyAction';
import { toast } from '../../ui/Toasts';
import { WhyBox } from '../../ui/WhyBox';
import { type OwnDues, ownDuesQuery, rereadStanding, stepDown, stepDownQuery, type Tier } from './dues.api';
import styles from './dues.module.css';
import { words } from './words';

const TIERS: readonly Tier[] = ['challenge', 'junior', 'senior'];

/** Stepping down by own wish, with everything it changes shown first. */
export default function StepDownPage() {
  const w = useWords(words);
  const dues = useQuery(ownDuesQuery);
  const tier = dues.data?.tier;
  const lower = tier ? TIERS.slice(0, TIERS.indexOf(tier)).reverse() : [];
  return (
    <Page title={w.step.title} sub={w.step.sub} back={{ to: '/me/dues', label: w.back }}>
      {dues.isPending && <CardSkeleton count={2} />}
      {dues.isError && <ErrorState error={dues.error} onRetry={() => void dues.refetch()} />}
      {dues.data && (!dues.data.can.stepDown || lower.length === 0) && <Closed dues={dues.data} />}
      {dues.data?.can.stepDown && lower.length > 0 && <Choosing lower={lower} />}
    </Page>
  );
}

function Closed({ dues }: { dues: OwnDues }) {
  const w = useWords(words).step;
  return (
    <>
      <EmptyState title={w.closed} />
      <WhyBox reasons={dues.why.stepDown ?? []} />
    </>
  );
}

function Choosing({ lower }: { lower: readonly Tier[] }) {
  const all = useWords(words);
  const w = all.step;
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [to, setTo] = useState<Tier>(lower[0] ?? 'challenge');
  const [asking, setAsking] = useState(false);
  const preview = useQuery(stepDownQuery(to));
  const { data } = preview;
  const step = useMutation({
    mutationFn: () => stepDown(to),
    onSuccess: async () => {
      toast(w.done);
      await Promise.all([client.invalidateQueries({ queryKey: ownDuesQuery.queryKey }), rereadStanding(client)]);
      void navigate('/me/dues');
    },
    onSettled: () => setAsking(false),
  });
  return (
    <>
      {lower.length > 1 && <Choice label={w.choose} options={lower.map((tier) => ({ value: tier, label: all.tier[tier] }))} value={to} onChange={setTo} />}
      {preview.isPending && <CardSkeleton count={2} />}
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {data && (
        <>
          <Card title={w.changes}>
            <Facts
              items={[
                { label: w.on, value: dayText(data.on, locale) },
                {
                  label: w.month,
                  value:
                    data.wasYen === null ? yenText(data.becomesYen, locale) : w.fromTo(yenText(data.wasYen, locale), yenText(data.becomesYen, locale)),
                },
                { label: w.now, value: data.dueNowYen === 0 ? w.nothing : yenText(data.dueNowYen, locale) },
              ]}
            />
          </Card>
          <Card title={w.falls} tone={data.fallsAway.length > 0 ? 'warm' : 'plain'}>
            <p>{data.fallsAway.length === 0 ? w.fallsNone : w.fallsText(data.fallsAway.length)}</p>
            <ul className={styles.away}>
              {data.fallsAway.map(({ commitmentId, title, startsAt, endsAt, reasons }) => (
                <li key={commitmentId}>
                  <b>{rangeText(startsAt, endsAt, locale)}</b>
                  <span>{title}</span>
                  {reasons.map(({ code, message }) => (
                    <span key={code} className={styles.soft}>
                      {message}
                    </span>
                  ))}
                </li>
              ))}
            </ul>
          </Card>
          {step.isError && <ErrorState error={step.error} />}
          <StickyAction>
            <ActionButton wide onClick={() => setAsking(true)} aria-haspopup="dialog">
              {w.submit(all.tier[to])}
            </ActionButton>
          </StickyAction>
          <Confirm opened={asking} onClose={() => setAsking(false)} title={w.confirm(all.tier[to])} confirmLabel={w.submit(all.tier[to])} busy={step.isPending} onConfirm={() => step.mutate()}>
            <p>{`${w.on}：${dayText(data.on, locale)}`}</p>
            <p>{data.fallsAway.length === 0 ? w.fallsNone : w.fallsText(data.fallsAway.length)}</p>
          </Confirm>
        </>
      )}
    </>
  );
}
