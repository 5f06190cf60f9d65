import { row, rows, type Sql } from '#libs/database';
import type { SplitTerms } from '#libs/revenue';
import type { EventKind, Plan } from './event.rules.js';

/** What a template fills in: everything of a plan but its time and place, and the split that the host offers. */
export interface TemplateContent extends Omit<Plan, 'kind' | 'spaceId' | 'resourceId' | 'onlineUrl' | 'startsAt' | 'endsAt' | 'outsideHours'> {
  minutes: number;
  split: SplitTerms;
}

export interface TemplateRow {
  id: string;
  accountId: string | null;
  name: string;
  kind: EventKind;
  content: TemplateContent;
}

const COLUMNS = `id, account_id as "accountId", name, kind, content`;

/** The cooperative's templates, then one's own, each in the order they were made. */
export const templatesFor = (sql: Sql, accountId: string): Promise<TemplateRow[]> =>
  rows<TemplateRow>(
    sql,
    `select ${COLUMNS} from event_templates where (account_id is null or account_id = $1) and retired_at is null order by account_id is not null, created_at, id`,
    [accountId],
  );

/** One that this account may use, or null. */
export const templateFor = (sql: Sql, accountId: string, id: string): Promise<TemplateRow | null> =>
  row<TemplateRow>(sql, `select ${COLUMNS} from event_templates where id = $2 and (account_id is null or account_id = $1) and retired_at is null`, [accountId, id]);
