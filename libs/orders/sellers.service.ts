import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { authorizeInSpace, type Actor } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { fitsCheckDigit } from '#libs/legal';
import type { DescribeSeller, SellerView } from './sellers.dto.js';
import { sellerOf, type SellerRef, type SellerRow } from './sellers.queries.js';

const COLUMN = { account: 'account_id', space: 'space_id' } as const;

/** Mixers and spaces as the sellers of what they host: receipts from the next payment on say what is kept here. */
@Injectable()
export class Sellers {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async own({ accountId }: Actor): Promise<SellerView> {
    return sellerView(await sellerOf(this.db, { kind: 'account', id: accountId }));
  }

  /** Refuses 404 for a space that one does not run. */
  async ofSpace(actor: Actor, spaceId: string): Promise<SellerView> {
    mayDescribe(actor, spaceId);
    return sellerView(await sellerOf(this.db, { kind: 'space', id: spaceId }));
  }

  describeOwn(actor: Actor, said: DescribeSeller): Promise<SellerView> {
    return this.describe(actor, { kind: 'account', id: actor.accountId }, said);
  }

  /** Refuses 404 for a space that one does not run. */
  describeSpace(actor: Actor, spaceId: string, said: DescribeSeller): Promise<SellerView> {
    mayDescribe(actor, spaceId);
    return this.describe(actor, { kind: 'space', id: spaceId }, said);
  }

  private describe(actor: Actor, of: SellerRef, { registrationNumber, name = '', address = '' }: DescribeSeller): Promise<SellerView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const before = await sellerOf(tx, of);
      const column = COLUMN[of.kind];
      if (registrationNumber === null) await tx.query(`delete from sellers where ${column} = $1`, [of.id]);
      else {
        await tx.query(
          `insert into sellers (${column}, name, address, registration_number, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (${column}) do update set name = excluded.name, address = excluded.address, registration_number = excluded.registration_number,
             changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
          [of.id, name || before.name, address, registrationNumber, actor.accountId, now],
        );
      }
      const after = await sellerOf(tx, of);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'seller.described',
        subject: { type: of.kind, id: of.id },
        ...(of.kind === 'space' ? { spaceId: of.id } : { concernsAccountId: of.id }),
        before: facts(before),
        after: facts(after),
      });
      return sellerView(after);
    });
  }
}

/** Stewards may help a space with it. */
function mayDescribe(actor: Actor, spaceId: string): void {
  if (!actor.roles.has('steward')) authorizeInSpace(actor, spaceId, 'space');
}

const facts = ({ name, address, registrationNumber }: SellerRow): Record<string, unknown> => ({ name, address, registrationNumber });

const sellerView = ({ name, address, registrationNumber, changedAt }: SellerRow): SellerView => ({
  name,
  address,
  registrationNumber,
  registrationNumberDoubtful: registrationNumber !== null && !fitsCheckDigit(registrationNumber),
  changedAt: changedAt?.toISOString() ?? null,
});
