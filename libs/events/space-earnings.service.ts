import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { authorizeInSpace, type Actor } from '#libs/identity';
import { Clock, dayIn, dayStart, month as readMonth, monthOf, nextMonth, tokyoDay } from '#libs/kernel';
import { balanceOfAccount } from '#libs/ledger';
import type { SpaceEarningsView } from './settlement.dto.js';
import { spaceEarnings } from './settlement.queries.js';

/** What events have brought a space: its rooms, and guests who came by its name. */
@Injectable()
export class SpaceEarnings {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One month of it. Refuses 404 for a space that is not the reader's; those who keep the books see all. */
  async read(actor: Actor, spaceId: string, of?: string): Promise<SpaceEarningsView> {
    if (!actor.roles.has('treasurer') && !actor.roles.has('approver')) authorizeInSpace(actor, spaceId, 'space');
    const now = this.clock.now();
    const month = of === undefined ? monthOf(tokyoDay(now)) : readMonth(of);
    const found = await spaceEarnings(this.db, spaceId, dayStart(dayIn(month, 1)), dayStart(dayIn(nextMonth(month), 1)));
    const owed = await balanceOfAccount(this.db, { type: 'payable', spaceId }, now);
    return {
      month,
      earnedYen: found.reduce((sum, { yen }) => sum + yen, 0),
      owedYen: 0 - owed,
      items: found.map((earning) => ({ ...earning, startsAt: earning.startsAt.toISOString(), at: earning.at.toISOString() })),
    };
  }
}
