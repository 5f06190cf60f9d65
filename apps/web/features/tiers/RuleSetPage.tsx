import { VisuallyHidden } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { type Answer, answer, api } from '../../lib/api';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useDesktop } from '../../lib/media';
import { useNow } from '../../lib/now';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { CheckIcon } from '../../ui/icons';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { FilterChips, StatusTag, TierBadge } from '../../ui/Tags';
import styles from './RuleSetPage.module.css';
import { words } from './words';

type RuleSet = Answer<'/api/v1/rule-sets', 'get'>['items'][number];
type Rule = RuleSet['rules'][number];
const TIERS = ['challenge', 'junior', 'senior'] as const;

const ruleSetsQuery = infiniteQueryOptions({
  queryKey: ['rule-sets'],
  staleTime: 300_000,
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answer(api.GET('/api/v1/rule-sets', { params: { query: { limit: 20, cursor: pageParam } } })),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

/** The tier rules, version by version, to read. */
export default function RuleSetPage() {
  const w = useWords(words);
  const found = useInfiniteQuery(ruleSetsQuery);
  const now = useNow();
  const [chosen, setChosen] = useState<string | null>(null);
  const sets = found.data?.pages.flatMap((page) => page.items) ?? [];
  const current = sets.find((set) => set.status === 'inForce' && set.inForceFrom !== null && Date.parse(set.inForceFrom) <= now);
  const shown = sets.find((set) => String(set.version) === chosen) ?? current ?? sets[0];
  return (
    <Page title={w.title} sub={w.sub} width="wide">
      {found.isPending && <CardSkeleton count={2} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && !shown && <EmptyState title={w.emptyTitle}>{w.emptyText}</EmptyState>}
      {shown && (
        <>
          {sets.length > 1 && (
            <FilterChips
              label={w.versions}
              value={String(shown.version)}
              onChange={setChosen}
              options={sets.map(({ version }) => ({ value: String(version), label: w.version(version) }))}
            />
          )}
          <RuleSetCard set={shown} inForce={shown === current} />
        </>
      )}
      <More list={found} label={w.more} />
      {shown && <p className={styles.note}>{w.booked}</p>}
    </Page>
  );
}

function RuleSetCard({ set, inForce }: { set: RuleSet; inForce: boolean }) {
  const w = useWords(words);
  const locale = useLocale();
  const desktop = useDesktop();
  const common = commonGates(set.rules);
  const rules = set.rules.map((rule) => ({ ...rule, gates: rule.gates.filter(({ gate }) => !common.some((other) => other.gate === gate)) }));
  const Rules = desktop ? RulesTable : RulesList;
  return (
    <Card
      title={
        <span className={styles.title}>
          {w.version(set.version)}
          <StatusTag tone={inForce ? 'ok' : 'plain'}>{inForce ? w.inForceNow : w.status[set.status]}</StatusTag>
        </span>
      }
      aside={set.inForceFrom ? w.from(dayText(tokyoDay(set.inForceFrom), locale)) : undefined}
    >
      {set.note && <p>{set.note}</p>}
      {common.length > 0 && (
        <p className={styles.common}>
          <b>{w.common}</b>
          {common.map(({ gate, label }) => (
            <StatusTag key={gate} tone="ai">
              {label}
            </StatusTag>
          ))}
        </p>
      )}
      <Rules rules={rules} />
    </Card>
  );
}

/** What every rule asks stands once above the table instead of in each line. */
function commonGates(rules: readonly Rule[]): Rule['gates'] {
  const [first] = rules;
  return first ? first.gates.filter(({ gate }) => rules.every((rule) => rule.gates.some((other) => other.gate === gate))) : [];
}

/** The tier at which something opens. */
type Opening = (typeof TIERS)[number] | 'closed';
const openingOf = ({ tiers }: Rule): Opening => TIERS.find((tier) => tiers.includes(tier)) ?? 'closed';
const grouped = (rules: readonly Rule[]) =>
  ([...TIERS, 'closed'] as const)
    .map((opening) => ({ opening, rules: rules.filter((rule) => openingOf(rule) === opening) }))
    .filter((group) => group.rules.length > 0);

function RulesTable({ rules }: { rules: readonly Rule[] }) {
  const w = useWords(words);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{w.capability}</th>
          {TIERS.map((tier) => (
            <th key={tier} scope="col" className={styles.tier}>
              <TierBadge tier={tier} />
            </th>
          ))}
          <th scope="col">{w.gates}</th>
        </tr>
      </thead>
      <tbody>
        {grouped(rules).map((group) => (
          <Fragment key={group.opening}>
            {group.rules.map((rule, index) => (
              <tr key={rule.capability} data-first={index === 0}>
                <th scope="row">{rule.label}</th>
                {TIERS.map((tier) => (
                  <td key={tier} className={styles.tier}>
                    <Mark open={rule.tiers.includes(tier)} tier={tier} />
                  </td>
                ))}
                <td className={styles.gates}>
                  {rule.gates.length === 0 ? <span className={styles.soft}>{w.noGates}</span> : <Gates rule={rule} />}
                </td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Mark({ open, tier }: { open: boolean; tier: (typeof TIERS)[number] }) {
  const w = useWords(words);
  return (
    <span className={styles.mark} data-open={open} style={open ? { background: `var(--${tier}-wash)`, color: `var(--${tier}-ink)` } : undefined}>
      {open ? <CheckIcon size={18} /> : <span aria-hidden="true">–</span>}
      <VisuallyHidden>{open ? w.yes : w.no}</VisuallyHidden>
    </span>
  );
}

const Gates = ({ rule }: { rule: Rule }) => (
  <ul>
    {rule.gates.map(({ gate, label }) => (
      <li key={gate}>{label}</li>
    ))}
  </ul>
);

/** For a phone: what opens at each tier, one after the other. */
function RulesList({ rules }: { rules: readonly Rule[] }) {
  const w = useWords(words);
  return (
    <div className={styles.groups}>
      {grouped(rules).map((group) => (
        <section key={group.opening}>
          <h3>
            {group.opening !== 'closed' && <TierBadge tier={group.opening} />}
            <span>{w.opensAt[group.opening]}</span>
            <small>{w.count(group.rules.length)}</small>
          </h3>
          <ul className={styles.list}>
            {group.rules.map((rule) => (
              <li key={rule.capability}>
                <b>{rule.label}</b>
                {rule.gates.length > 0 && (
                  <div className={styles.gates}>
                    <Gates rule={rule} />
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
