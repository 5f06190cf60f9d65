import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useDesktop } from '../../lib/media';
import { useNow } from '../../lib/now';
import { useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { StickyAction } from '../../ui/StickyAction';
import { StatusTag } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import { type Shift, shiftQuery } from './claims.api';
import { ClaimStatus } from './ClaimStatus';
import { openWords } from './open.words';
import { heldClaim, ShiftTags, TakeButton } from './ShiftCard';
import cardStyles from './ShiftCard.module.css';
import styles from './ShiftPage.module.css';
import { shiftWords } from './shift.words';
import { TakeSheet } from './TakeSheet';

const SIX_ITEMS = ['name', 'address', 'contact', 'content', 'place', 'reward'] as const;

/** One shift for whoever may want it, with the six items of its recruitment. Open to everybody. */
export default function ShiftPage() {
  const w = useWords(openWords);
  const s = useWords(shiftWords);
  const { shiftId = '' } = useParams();
  const { me } = useSession();
  const now = useNow();
  const desktop = useDesktop();
  const [wanted, setWanted] = useState<Shift | null>(null);
  const shift = useQuery(shiftQuery(shiftId));
  const back = me?.mixer ? { to: '/shifts', label: w.shift.back } : undefined;
  if (!shift.data) {
    return (
      <Page title={w.shift.title} back={back}>
        {shift.isPending ? <CardSkeleton count={2} /> : <ErrorState error={shift.error} onRetry={() => void shift.refetch()} />}
      </Page>
    );
  }
  const { data } = shift;
  const held = heldClaim(data);
  const isOver = Date.parse(data.endsAt) <= now;
  // Within reach of the thumb while it does something; a refusal stands where it is read, with its reasons.
  const sticks = !desktop && (held !== null || data.can.claim || data.can.standIn);
  const button = !isOver && data.status !== 'cancelled' && <TakeButton shift={data} onTake={setWanted} />;
  return (
    <Page title={s.at(data.space.name, s.kind[data.kind])} sub={w.contractWork} back={back}>
      <Card tone="warm" as="div">
        <div className={styles.row}>
          <When startsAt={data.startsAt} endsAt={data.endsAt} size="headline" />
          <Yen amount={data.rewardYen} size="large" />
        </div>
        <p className={styles.tags}>
          {data.placesLeft === 0 && !data.can.standIn ? <StatusTag>{w.full}</StatusTag> : <span>{w.places(data.placesLeft, data.places)}</span>}
          <ShiftTags shift={data} />
          {held && <ClaimStatus status={held.status} />}
        </p>
        {data.status === 'cancelled' && (
          <p>
            <b>{w.shift.cancelled}</b> {data.cancelReason && w.shift.cancelReason(data.cancelReason)}
          </p>
        )}
        {!sticks && button && <div className={styles.action}>{button}</div>}
      </Card>
      <About shift={data} />
      <Card title={w.shift.recruiting}>
        <p className={cardStyles.soft}>{w.shift.recruitingHint}</p>
        <Facts
          items={SIX_ITEMS.filter((item) => data.recruiting[item] !== '').map((item) => ({
            label: w.shift.items[item],
            value: <span className={styles.text}>{data.recruiting[item]}</span>,
          }))}
        />
      </Card>
      <p>
        <TextLink to="/contact">{w.shift.worry}</TextLink>
      </p>
      {sticks && <StickyAction>{button}</StickyAction>}
      <TakeSheet shift={wanted} onClose={() => setWanted(null)} />
    </Page>
  );
}

function About({ shift }: { shift: Shift }) {
  const w = useWords(openWords).shift;
  const locale = useLocale();
  const { me } = useSession();
  const { manual } = shift;
  const manualWords = !me?.mixer ? w.manualFor : manual?.acknowledged ? w.manualRead : w.manualUnread;
  const manualText = manual ? manualWords(manual.version) : w.noManual;
  return (
    <Card title={w.about}>
      <p className={styles.text}>{shift.content}</p>
      <Facts
        items={[
          { label: w.due, value: dayText(shift.paymentDueOn, locale) },
          {
            label: w.manual,
            value: manual && me?.mixer ? <TextLink to={`/spaces/${shift.space.id}/manual`}>{manualText}</TextLink> : manualText,
          },
          { label: w.mode, value: w.modes[shift.claimMode] },
          { label: w.tier, value: w.tierNeeded[shift.minTier] },
          ...(shift.resource ? [{ label: w.room, value: shift.resource.name }] : []),
          { label: w.orderer, value: w.orderers[shift.orderingParty] },
          { label: shift.space.name, value: <TextLink to={`/spaces/${shift.space.slug}`}>{w.space}</TextLink> },
        ]}
      />
    </Card>
  );
}
