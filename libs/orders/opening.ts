import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, SETTINGS, type RunningSettings, type Sql } from '#libs/database';
import { inSpace, isLinkToken, type Actor } from '#libs/identity';
import { Refusal } from '#libs/kernel';
import { orderById, type OrderRow, type SaleRow } from './orders.queries.js';

/** The door of a registration: a guest has no account, but a link that carries a signature. */
@Injectable()
export class Opening {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
  ) {}

  /** A registration for whoever holds its link, or is signed in as its buyer. Refuses 404 `registration` to everybody else: what one may not see is not there. */
  async order(visitor: Actor | null, id: string, token: string | undefined): Promise<OrderRow> {
    const order = await orderById(this.db, id);
    const mine = order !== null && visitor !== null && order.accountId === visitor.accountId;
    if (!order || !(mine || isLinkToken(this.settings.secretKeys, 'order', id, token))) throw Refusal.missing('registration');
    return order;
  }
}

/**
 * Whether somebody helps the host of a sale: by the seat that comes with that duty. Who did until it was called off sees what becomes of it.
 */
const helpsHost = async (sql: Sql, actor: Actor, { subjectId }: SaleRow): Promise<boolean> =>
  (await row(sql, `select from orders where subject_id = $1 and account_id = $2 and role = 'coHost' and (status = 'confirmed' or end_reason = 'calledOff')`, [subjectId, actor.accountId])) !== null;

/** Who sees how far the refunds of a sale are: its host and co-hosts, and who keeps the books. Refuses 404 to everybody else. */
export async function requireRefundWatcher(sql: Sql, actor: Actor, sale: SaleRow | null): Promise<SaleRow> {
  if (sale && (keepsMoneyOf(actor, sale) || (await helpsHost(sql, actor, sale)))) return sale;
  throw Refusal.missing('event');
}

/** Who looks after the money of a sale: its host, and who keeps the books. Who helps the host does not. */
export const keepsMoneyOf = (actor: Actor, { hostAccountId }: SaleRow): boolean =>
  hostAccountId === actor.accountId || actor.roles.has('treasurer') || actor.roles.has('approver') || actor.roles.has('steward');

/** Who looks after the guests of a sale: its host and co-hosts, who runs the space, and the stewards. Refuses 404 `what` to everybody else. */
export async function requireOrganiser(sql: Sql, actor: Actor, sale: SaleRow | null, what: string): Promise<SaleRow> {
  if (sale && (sale.hostAccountId === actor.accountId || actor.roles.has('steward') || (sale.spaceId !== null && inSpace(actor, sale.spaceId)))) return sale;
  if (!sale || !(await helpsHost(sql, actor, sale))) throw Refusal.missing(what);
  return sale;
}
