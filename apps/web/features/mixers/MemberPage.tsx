import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useParams } from 'react-router';
import { dayText, instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { termText } from '../../lib/terms';
import { tokyoDay, tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { ReasonSheet } from '../../ui/ReasonSheet';
import { PageSkeleton } from '../../ui/Skeletons';
import { FilterChips, StatusTag, TierBadge } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { Timeline } from '../../ui/Timeline';
import { toast } from '../../ui/Toasts';
import { FactSheet } from './FactSheet';
import { DuesTag, MembershipTag } from './FactTags';
import styles from './MemberPage.module.css';
import { endFact, type Fact, type FactEntry, FACTS, keepMember, type Member, memberQuery } from './members.api';
import { words } from './members.words';

/** One member: what is true now, how it came about, and the means to change it with a reason. */
export default function MemberPage() {
  const w = useWords(words);
  const { id = '' } = useParams();
  const found = useQuery(memberQuery(id));
  if (found.isPending) return <PageSkeleton title={w.title} />;
  if (found.isError) {
    return (
      <Page title={w.title} back={{ to: '/admin/members', label: w.back }}>
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  }
  return <MemberDetails member={found.data} />;
}

function MemberDetails({ member }: { member: Member }) {
  const w = useWords(words);
  const [changing, setChanging] = useState<{ fact: Fact; value?: string } | null>(null);
  return (
    <Page title={member.name || member.displayName} sub={member.kana} back={{ to: '/admin/members', label: w.back }} width="wide">
      <NextStep member={member} onStep={(fact, value) => setChanging({ fact, value })} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <NowCard member={member} onChange={(fact) => setChanging({ fact })} />
          <AccountCard member={member} />
        </div>
        <HistoryCard member={member} />
      </div>
      <FactSheet member={member} fact={changing?.fact ?? null} value={changing?.value} onClose={() => setChanging(null)} />
    </Page>
  );
}

/** Which fact cures a reason against becoming active. */
const CURES: Readonly<Record<string, Fact>> = {
  'member.courseMissing': 'course',
  'member.duesMissing': 'duesStanding',
  'member.tierMissing': 'tier',
};

/** The one thing that waits for the steward, with all that is still missing. */
function NextStep({ member, onStep }: { member: Member; onStep: (fact: Fact, value?: string) => void }) {
  const w = useWords(words);
  if (member.membership !== 'applied' && member.membership !== 'accepted') return null;
  const step = member.membership === 'applied' ? 'accepted' : 'active';
  return (
    <Card tone="warm" title={step === 'accepted' ? w.appliedTitle : w.acceptedTitle}>
      <p>{step === 'accepted' ? w.appliedText : w.acceptedText}</p>
      <ActionButton onClick={() => onStep('membership', step)} blocked={member.why[step]}>
        {w.step[step]}
      </ActionButton>
      <div className={styles.cures}>
        {(member.why[step] ?? []).flatMap(({ code }) => CURES[code] ?? []).map((fact) => (
          <ActionButton key={fact} tone="quiet" onClick={() => onStep(fact)} aria-haspopup="dialog">
            {w.set(w.fact[fact])}
          </ActionButton>
        ))}
      </div>
    </Card>
  );
}

function NowCard({ member, onChange }: { member: Member; onChange: (fact: Fact) => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const none = <span className={styles.soft}>{w.notSet}</span>;
  const shown: Record<Fact, ReactNode> = {
    membership: <MembershipTag membership={member.membership} />,
    membershipClass: member.membershipClass ? termText('membershipClass', member.membershipClass, locale) : none,
    tier: member.tier ? <TierBadge tier={member.tier} /> : none,
    course: member.courseCompletedOn ? w.done : <span className={styles.soft}>{w.notYet}</span>,
    duesStanding: <DuesTag standing={member.duesStanding} />,
    certification: member.certifications.map((name) => termText('certification', name, locale)).join(locale === 'ja' ? '、' : ', ') || (
      <span className={styles.soft}>{w.none}</span>
    ),
    freeze: member.frozenUntil ? <StatusTag tone="warn">{w.frozen}</StatusTag> : <StatusTag tone="ok">{w.open}</StatusTag>,
  };
  return (
    <Card title={w.now}>
      <ul className={styles.now}>
        {FACTS.map((fact) => (
          <li key={fact}>
            <span className={styles.factName}>{w.fact[fact]}</span>
            <span className={styles.factValue}>
              {shown[fact]}
              <Since member={member} fact={fact} />
            </span>
            {!(fact === 'course' && member.courseCompletedOn) && (
              <ActionButton
                tone="bare"
                size="xs"
                onClick={() => onChange(fact)}
                aria-label={w.changeFact(w.fact[fact])}
                aria-haspopup="dialog"
              >
                {w.change}
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** From when the present value holds, or until when a hold lasts. */
function Since({ member, fact }: { member: Member; fact: Fact }) {
  const w = useWords(words);
  if (fact === 'freeze') {
    return member.frozenUntil ? <span className={styles.since}>{w.until(figures(Date.parse(member.frozenUntil) - 1))}</span> : null;
  }
  const held = member.facts.find((entry) => entry.fact === fact && entry.holds === 'now');
  return held ? <span className={styles.since}>{w.since(figures(held.from))}</span> : null;
}

/** A Tokyo day in figures, for narrow places. */
const figures = (instant: string | number): string => tokyoDay(new Date(instant)).replaceAll('-', '/');

/** The last day on which something holds, when it ends at midnight; else the instant. */
function untilText(until: string, locale: 'ja' | 'en'): string {
  return tokyoTime(until) === '00:00' ? dayText(tokyoDay(new Date(Date.parse(until) - 1)), locale) : instantText(until, locale);
}

function AccountCard({ member }: { member: Member }) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <Card title={w.account}>
      <Facts
        items={[
          { label: w.displayName, value: member.displayName },
          {
            label: w.email,
            value: (
              <>
                <a href={`mailto:${member.email}`} className={styles.mail}>
                  {member.email}
                </a>{' '}
                {!member.emailConfirmed && <StatusTag tone="warn">{w.emailUnconfirmed}</StatusTag>}
              </>
            ),
          },
          { label: w.joined, value: dayText(member.joinedOn, locale) },
          { label: w.pledged, value: member.pledgedAt ? instantText(member.pledgedAt, locale) : w.none },
        ]}
      />
      <p className={styles.links}>
        <TextLink to={`/mixers/${member.mixerId}`}>{w.profile}</TextLink>
        <TextLink to={`/admin/audit?person=${member.accountId}`}>{w.auditOf}</TextLink>
      </p>
    </Card>
  );
}

const ALL = 'all';

function HistoryCard({ member }: { member: Member }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const [only, setOnly] = useState<Fact | typeof ALL>(ALL);
  const [ending, setEnding] = useState<FactEntry | null>(null);
  const present = FACTS.filter((fact) => member.facts.some((entry) => entry.fact === fact));
  const valueText = ({ fact, value }: FactEntry): string => {
    if (fact === 'course') return w.done;
    return fact === 'freeze' ? w.frozen : termText(fact, value, locale);
  };
  const when = ({ from, until, setBy }: FactEntry): string => {
    const start = dayText(tokyoDay(from), locale);
    const span = until ? w.sinceUntil(start, untilText(until, locale)) : w.since(start);
    return [span, setBy ? w.by(setBy) : w.bySystem].join(locale === 'ja' ? '・' : ', ');
  };
  return (
    <Card title={w.history} aside={w.historySub}>
      <div className={styles.chips}>
        <FilterChips
          label={w.filterHistory}
          value={only}
          onChange={setOnly}
          options={[{ value: ALL, label: w.all }, ...present.map((fact) => ({ value: fact, label: w.fact[fact] }))]}
        />
      </div>
      <Timeline
        moments={member.facts
          .filter(({ fact }) => only === ALL || fact === only)
          .map((entry) => ({
            key: entry.id,
            holds: entry.holds,
            title: (
              <>
                <span className={styles.factOf}>{w.fact[entry.fact]}</span> {valueText(entry)}
              </>
            ),
            tag: entry.holds === 'past' ? undefined : <StatusTag tone={entry.holds === 'now' ? 'ok' : 'ai'}>{w.holds[entry.holds]}</StatusTag>,
            when: when(entry),
            reason: entry.reason,
            action: entry.can.end ? (
              <ActionButton
                tone="bare"
                size="xs"
                onClick={() => setEnding(entry)}
                aria-label={w.endTitle(`${w.fact[entry.fact]} ${valueText(entry)}`)}
                aria-haspopup="dialog"
              >
                {w.end}
              </ActionButton>
            ) : undefined,
          }))}
      />
      <ReasonSheet
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title={ending ? w.endTitle(`${w.fact[ending.fact]} ${valueText(ending)}`) : ''}
        hint={w.endHint}
        submitLabel={w.end}
        onSend={async (reason) => {
          if (!ending) return;
          await keepMember(client, await endFact(member.mixerId, ending.id, reason));
          toast(w.ended);
          setEnding(null);
        }}
      />
    </Card>
  );
}
