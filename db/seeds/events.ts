import { recordDeeds, type Deed } from '#libs/audit';
import { commit, occupy } from '#libs/calendar';
import { theRow, type Sql } from '#libs/database';
import { notify, type Notice } from '#libs/notices';
import { cancelSale, closeSale } from '#libs/orders';
import { RULE_SET_VERSION } from './book.js';
import { placeAll, type Placed } from './evening-days.js';
import { hold, settle } from './evening-held.js';
import { registerGuests, seatPeople, sell, type Template } from './evening-sales.js';
import { agree, COUNTER_NOTE, nameBuilder, ownerOf } from './evening-sides.js';
import { isApproved, isOver, isPaid, isPublic } from './evenings.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Plan } from './plan.js';
import { insertAll } from './write.js';

/** The evenings of a cooperative: over, ahead, and on the way to being agreed. Answers how many. */
export async function writeEvents(tx: Sql, plan: Plan): Promise<number> {
  const placed = placeAll(plan);
  for (const evening of placed) await writeEvening(tx, plan, evening);
  await recordDeeds(tx, placed.flatMap((evening) => deedsOf(plan, evening)).sort((a, b) => a.at.getTime() - b.at.getTime()));
  await notify(tx, placed.flatMap((evening) => waitingWords(plan, evening)));
  // Guests of the demonstration have no mailbox.
  await tx.query('delete from outbox_mails');
  return placed.length;
}

const CALLED_OFF = '大雪の予報により、安全のため中止します。';
const calledOffAt = (plan: Plan): Date => new Date(plan.now.getTime() - 20 * HOUR_MS);

async function writeEvening(tx: Sql, plan: Plan, evening: Placed): Promise<void> {
  const template = await theRow<Template>(tx, 'eventTemplate', 'select id, kind, content from event_templates where account_id is null and name = $1', [evening.template]);
  await writeRows(tx, plan, evening, template);
  await nameBuilder(tx, plan, evening);
  const agreement = isPaid(evening) ? await agree(tx, plan, evening, template.content.split) : null;
  if (isApproved(evening)) await takeTime(tx, evening);
  if (!isPublic(evening)) return;
  const types = await sell(tx, evening, template);
  await seatPeople(tx, evening);
  await registerGuests(tx, plan, evening, types);
  if (evening.status === 'cancelled') await cancelSale(tx, { subjectId: evening.id, reason: CALLED_OFF, by: { accountId: evening.hostAccountId }, at: calledOffAt(plan) });
  if (!isOver(evening)) return;
  await hold(tx, evening);
  await closeSale(tx, evening.id, 'closed');
  if (evening.status === 'settled' && agreement) await settle(tx, plan, evening, agreement);
}

async function writeRows(tx: Sql, plan: Plan, evening: Placed, { id: templateId, kind, content }: Template): Promise<void> {
  const { id, space, resourceId, title, theme = '', description, format = 'onsite', onlineUrl = null, startsAt, endsAt, capacity, minGuests = null, methods } = evening;
  const ticketTypes = evening.tickets.map(({ name, priceYen, description: said = '' }) => ({ name, description: said, priceYen, capacity: null }));
  const checklist = content.checklist.map((item) => ({ ...item, done: isOver(evening) || startsAt.getTime() - item.daysBefore * DAY_MS < plan.now.getTime() }));
  const cancelled = evening.status === 'cancelled';
  const asked = space !== null && evening.status !== 'draft';
  const seller = evening.host ? 'host' : 'cooperative';
  await insertAll(tx, 'events', [
    {
      id, kind, status: evening.status, space_id: space?.id ?? null, resource_id: resourceId, host_account_id: evening.hostAccountId, host_mixer_id: evening.hostMixer?.id ?? null,
      template_id: templateId, title, theme, description, format, online_url: onlineUrl, starts_at: startsAt, ends_at: endsAt, capacity, min_guests: minGuests, seller_of_record: seller,
      ticket_types: ticketTypes, methods, cancellation_policy: content.cancellationPolicy, questions: content.questions, timetable: content.timetable,
      table_plan: format === 'online' ? [] : content.tablePlan, checklist, alcohol: kind === 'party', outside_hours: false, rule_set_version: RULE_SET_VERSION, version: 1,
      proposed_at: asked ? evening.proposedAt : null, approved_at: asked && isApproved(evening) ? evening.answeredAt : null, approved_by: asked && isApproved(evening) ? space.ownerAccountId : null,
      published_at: isPublic(evening) ? evening.publishedAt : null, cancelled_at: cancelled ? calledOffAt(plan) : null, cancel_cause: cancelled ? 'forceMajeure' : null,
      cancel_reason: cancelled ? CALLED_OFF : null, created_by: evening.hostAccountId, created_at: evening.draftedAt,
    },
  ]);
  const said = { kind, title, theme, description, format, startsAt, endsAt, capacity, minGuests, ticketTypes, methods, sellerOfRecord: seller };
  await insertAll(tx, 'event_versions', [{ event_id: id, version: 1, said, changed_by: evening.hostAccountId, changed_at: evening.draftedAt, reason: '' }]);
}

async function takeTime(tx: Sql, evening: Placed): Promise<void> {
  const { id, space, resourceId, title, startsAt, endsAt, hostMixer, hostAccountId, status } = evening;
  if (status === 'cancelled') return;
  if (space && resourceId) await occupy(tx, { spaceId: space.id, resourceId, areaId: resourceId, positions: '[0,)', kind: 'event', subjectId: id, title, startsAt, endsAt });
  const about = { spaceId: space?.id ?? null, kind: 'event', ruleSetVersion: RULE_SET_VERSION, title, startsAt, endsAt } as const;
  await commit(tx, { ...about, accountId: hostAccountId, mixerId: hostMixer?.id ?? null, subjectId: id, capability: 'event.host' });
}

/** Who did what, as the audit would have it. */
function deedsOf(plan: Plan, evening: Placed): Deed[] {
  const { id, space, hostAccountId, status, title, endsAt } = evening;
  const deed = (at: Date, by: Deed['by'], action: Deed['action'], reason: string | null = null): Deed => ({
    at,
    by,
    action,
    subject: { type: 'event', id },
    concernsAccountId: hostAccountId,
    spaceId: space?.id ?? null,
    reason,
    after: { title },
  });
  const host = { accountId: hostAccountId };
  const owner = space ? { accountId: space.ownerAccountId } : host;
  return [
    deed(evening.draftedAt, host, 'event.drafted'),
    ...(space && status !== 'draft' ? [deed(evening.proposedAt, host, 'event.proposed')] : []),
    ...(status === 'countered' ? [deed(evening.answeredAt, owner, 'event.countered')] : []),
    ...(space && isApproved(evening) ? [deed(evening.answeredAt, owner, 'event.approved')] : []),
    ...(isPublic(evening) ? [deed(evening.publishedAt, host, 'event.published')] : []),
    ...(status === 'cancelled' ? [deed(calledOffAt(plan), host, 'event.cancelled', CALLED_OFF)] : []),
    ...(isOver(evening) ? [deed(new Date(Math.min(endsAt.getTime() + 10 * MINUTE_MS, plan.now.getTime())), 'clock', 'event.done')] : []),
  ];
}

/** What waits for somebody's answer lies in their inbox. */
function waitingWords(plan: Plan, evening: Placed): Notice[] {
  const { id, space, hostMixer, hostName, status, title, startsAt, endsAt, proposedAt, answeredAt, publishedAt } = evening;
  if (!space || !hostMixer) return [];
  const params = { title, space: space.name, host: hostName, span: `${startsAt.toISOString()}/${endsAt.toISOString()}` };
  const host = { accountId: hostMixer.accountId, email: hostMixer.email, locale: 'ja' } as const;
  const owner = ownerOf(plan, space);
  if (status === 'proposed') {
    const to = { accountId: owner.accountId, email: owner.email, locale: 'ja' } as const;
    return [{ to, template: 'eventProposed', params: { ...params, note: 'ご検討をお願いします。' }, href: `/spaces/${space.id}/events/${id}`, at: proposedAt }];
  }
  if (status === 'countered') return [{ to: host, template: 'eventCountered', params: { ...params, name: hostName, by: owner.displayName, note: COUNTER_NOTE }, href: `/me/events/${id}`, at: answeredAt }];
  if (status === 'approved') return [{ to: host, template: 'eventApproved', params: { ...params, name: hostName, by: owner.displayName }, href: `/me/events/${id}`, at: answeredAt }];
  return evening.helpers
    .filter(({ answered }) => !answered)
    .map(({ mixer, role, duty }) => ({
      to: { accountId: mixer.accountId, email: mixer.email, locale: 'ja' },
      template: 'eventInvitation',
      params: { ...params, name: mixer.display, role, duty },
      href: `/events/${id}`,
      at: new Date(publishedAt.getTime() + HOUR_MS),
    }));
}
