import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { SETTINGS, type RunningSettings } from '#libs/database';
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

/** Who looks after the guests of a sale: its host, who runs the space, and the stewards. Refuses 404 `what`. */
export function requireOrganiser(actor: Actor, sale: SaleRow | null, what: string): asserts sale is SaleRow {
  const host = sale !== null && sale.hostAccountId === actor.accountId;
  const ofSpace = sale?.spaceId != null && inSpace(actor, sale.spaceId);
  if (!sale || (!host && !ofSpace && !actor.roles.has('steward'))) throw Refusal.missing(what);
}
