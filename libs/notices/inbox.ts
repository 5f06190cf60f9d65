import { row, rows, theRow, type Sql } from '#libs/database';
import type { Params } from '#libs/words';

/** A line of somebody's inbox; `id` is its place in time. */
export interface InboxRow {
  id: string;
  template: string;
  params: Params;
  href: string | null;
  createdAt: Date;
  readAt: Date | null;
}

/** One person's notices, newest first; `beforeId` is where the last page ended. */
export function readInbox(sql: Sql, accountId: string, { beforeId, unread, limit }: { beforeId: string | null; unread: boolean; limit: number }): Promise<InboxRow[]> {
  return rows<InboxRow>(
    sql,
    `select id, template, params, href, created_at as "createdAt", read_at as "readAt" from inbox_items
      where account_id = $1 and ($2::uuid is null or id < $2) and (not $3::boolean or read_at is null)
      order by id desc limit $4`,
    [accountId, beforeId, unread, limit],
  );
}

/** How many notices a person has not opened. */
export async function countUnread(sql: Sql, accountId: string): Promise<number> {
  const counted = await row<{ n: number }>(sql, 'select count(*)::int as n from inbox_items where account_id = $1 and read_at is null', [accountId]);
  return counted?.n ?? 0;
}

/** Mark one notice read; the first reading stays. Refuses 404 for anybody else's. */
export async function markRead(sql: Sql, accountId: string, id: string, at: Date): Promise<void> {
  await theRow(sql, 'notice', 'update inbox_items set read_at = coalesce(read_at, $3) where id = $1 and account_id = $2 returning id', [id, accountId, at]);
}

/** Mark everything read that is there now. */
export async function markAllRead(sql: Sql, accountId: string, at: Date): Promise<void> {
  await sql.query('update inbox_items set read_at = $2 where account_id = $1 and read_at is null', [accountId, at]);
}
