import { recordDeed, type AuditActor } from '#libs/audit';
import type { Sql } from '#libs/database';
import { newId } from '#libs/kernel';
import type { TopicRow } from './meetings.queries.js';

/** Put a topic off to another meeting: it stays here as put off and goes on there, at the end of the agenda if it was on one. */
export async function putOff(tx: Sql, by: AuditActor, topic: TopicRow, to: { id: string; month: string }, at: Date): Promise<void> {
  await tx.query(`update meeting_topics set status = 'postponed', position = null where id = $1`, [topic.id]);
  await tx.query(
    `insert into meeting_topics (id, event_id, title, body, proposed_by, proposed_at, status, position, continues_id)
     select $1, $2, $3, $4, $5, $6, $7, case when $7 = 'onAgenda' then 1 + coalesce(max(t.position), 0) end, $8 from meeting_topics t where t.event_id = $2`,
    [newId(), to.id, topic.title, topic.body, topic.proposedBy, topic.proposedAt, topic.status, topic.id],
  );
  await recordDeed(tx, { at, by, action: 'meetingTopic.postponed', subject: { type: 'meetingTopic', id: topic.id }, before: { status: topic.status }, after: { month: to.month } });
}
