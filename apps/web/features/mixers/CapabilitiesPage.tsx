import { NativeSelect } from '@mantine/core';
import { term } from '#libs/words';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { dayText, instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import type { Reason } from '../../lib/problem';
import { useMe } from '../../lib/session';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionLink } from '../../ui/ActionButton';
import { Meter } from '../../ui/Bars';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { CheckIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { StatusTag, TierBadge } from '../../ui/Tags';
import { WhyBox } from '../../ui/WhyBox';
import { spaceChoicesQuery } from '../spaces/space.api';
import styles from './CapabilitiesPage.module.css';
import { words } from './capabilities.words';
import { type Capabilities, capabilitiesAtQuery } from './mixers.api';

type Capability = Capabilities['items'][number];

/** What I may do, and what comes next: the rules' own answer, with every reason and the step that leads on. */
export default function CapabilitiesPage() {
  const w = useWords(words);
  const locale = useLocale();
  const [params, setParams] = useSearchParams();
  const spaceId = params.get('spaceId') ?? '';
  const found = useQuery(capabilitiesAtQuery(spaceId));
  const spaces = useQuery(spaceChoicesQuery);
  return (
    <Page title={w.title} sub={w.sub} width="wide">
      <div className={styles.columns}>
        <div className={styles.column}>
          {found.data && <NextTier next={found.data.next} />}
          <Standing />
        </div>
        <div className={styles.column}>
          <NativeSelect
            label={w.place.label}
            description={w.place.hint}
            value={spaceId}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setParams(value ? { spaceId: value } : {}, { replace: true, preventScrollReset: true });
            }}
          >
            <option value="">{w.place.any}</option>
            {spaces.data?.items.map((space) => (
              <option key={space.id} value={space.id}>
                {space.name}
              </option>
            ))}
          </NativeSelect>
          {found.isPending && <CardSkeleton count={3} />}
          {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
          {found.data && (
            <>
              <Groups items={found.data.items} climbs={found.data.next.step !== 'none'} />
              <p className={styles.soft}>{w.ruleSet(found.data.ruleSet.version, dayText(tokyoDay(found.data.ruleSet.inForceFrom), locale))}</p>
            </>
          )}
        </div>
      </div>
    </Page>
  );
}

function Standing() {
  const w = useWords(words);
  const locale = useLocale();
  const { mixer } = useMe();
  if (!mixer) return null;
  const certifications = mixer.certifications.map((name) => term('certification', name, locale));
  return (
    <Card title={w.now}>
      <Facts
        items={[
          { label: w.tier, value: mixer.tier ? <TierBadge tier={mixer.tier} /> : w.noTier },
          { label: w.membership, value: w.memberships[mixer.membership] },
          { label: w.dues, value: w.standings[mixer.duesStanding] },
          { label: w.course, value: mixer.courseCompletedOn ? w.courseDone(dayText(mixer.courseCompletedOn, locale)) : w.courseOpen },
          ...(certifications.length > 0 ? [{ label: w.certifications, value: certifications.join(locale === 'ja' ? '、' : ', ') }] : []),
          ...(mixer.frozenUntil ? [{ label: w.frozen, value: w.frozenUntil(instantText(mixer.frozenUntil, locale)) }] : []),
        ]}
      />
    </Card>
  );
}

/** The criteria of the next tier, or of the start, with how far each has come. */
function NextTier({ next }: { next: Capabilities['next'] }) {
  const w = useWords(words);
  if (next.step === 'none') return null;
  const promoted = next.step === 'promotion' && next.tier !== null;
  return (
    <Card
      title={promoted && next.tier ? w.next.promotion(w.tiers[next.tier]) : w.next.activation}
      aside={next.tier && <TierBadge tier={next.tier} />}
      id="next"
    >
      <p className={styles.soft}>{promoted ? w.next.promotionHint : w.next.activationHint}</p>
      <ul className={styles.criteria}>
        {next.criteria.map(({ code, label, counted, needed, met }) => (
          <li key={code}>
            <div className={styles.criterion}>
              <span className={styles.tick} data-met={met === true}>
                {met === true && <CheckIcon size={15} />}
              </span>
              <span className={styles.label}>{label}</span>
              {met === true ? <StatusTag tone="ok">{w.next.met}</StatusTag> : <span className={styles.soft}>{stateOf(counted, needed, w)}</span>}
            </div>
            {met !== true && counted !== null && needed > 1 && (
              <Meter label={label} parts={[{ value: counted, colour: next.tier ?? 'ai' }]} max={needed} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function stateOf(counted: number | null, needed: number, w: (typeof words)['ja']): string {
  if (counted === null) return w.next.uncounted;
  return needed > 0 ? w.next.of(counted, needed) : w.next.open;
}

function Groups({ items, climbs }: { items: readonly Capability[]; climbs: boolean }) {
  const w = useWords(words);
  const allowed = items.filter((item) => item.allowed && item.conditions.length === 0);
  const conditional = items.filter((item) => item.allowed && item.conditions.length > 0);
  const blocked = items.filter((item) => !item.allowed);
  return (
    <>
      {conditional.length > 0 && (
        <Card title={w.conditional}>
          <ul className={styles.list}>
            {conditional.map((item) => (
              <CapabilityLine key={item.capability} item={item} />
            ))}
          </ul>
          {conditional.some(({ capability }) => capability === 'shift.claim') && (
            <ActionLink to="/shifts?claimable=true" tone="quiet">
              {w.find}
            </ActionLink>
          )}
        </Card>
      )}
      {allowed.length > 0 && (
        <Card title={w.allowed}>
          <ul className={styles.list}>
            {allowed.map((item) => (
              <CapabilityLine key={item.capability} item={item} />
            ))}
          </ul>
        </Card>
      )}
      {blocked.length > 0 && (
        <Card title={w.notYet}>
          <div className={styles.blocked}>
            {byReasons(blocked).map(({ key, reasons, members }) => (
              <div key={key}>
                <ul className={styles.list}>
                  {members.map((item) => (
                    <CapabilityLine key={item.capability} item={item} />
                  ))}
                </ul>
                <WhyBox reasons={reasons.map((reason) => fromHere(reason, climbs))} />
              </div>
            ))}
          </div>
        </Card>
      )}
    </>
  );
}

function CapabilityLine({ item }: { item: Capability }) {
  return (
    <li>
      <span className={styles.tick} data-met={item.allowed}>
        {item.allowed && <CheckIcon size={15} />}
      </span>
      <span>
        <b>{item.label}</b>
        {item.conditions.length > 0 && <span className={styles.conditions}>{item.conditions.map(({ message }) => message).join(' ')}</span>}
      </span>
    </li>
  );
}

/** Reasons that lead to this very screen lead to its criteria instead, or nowhere when there are none. */
function fromHere(reason: Reason, climbs: boolean): Reason {
  if (reason.nextStep?.href !== '/me/capabilities') return reason;
  return { ...reason, nextStep: climbs && reason.code === 'tier.tooLow' ? { ...reason.nextStep, href: '/me/capabilities#next' } : null };
}

/** What is closed for the same reasons stands together, so that a reason is said once. */
function byReasons(items: readonly Capability[]): { key: string; reasons: Capability['reasons']; members: Capability[] }[] {
  const groups = new Map<string, { key: string; reasons: Capability['reasons']; members: Capability[] }>();
  for (const item of items) {
    const key = item.reasons.map(({ message }) => message).join('\n');
    const group = groups.get(key) ?? { key, reasons: item.reasons, members: [] };
    group.members.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}
