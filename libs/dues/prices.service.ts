import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { rows, type Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Clock, newId, Refusal, tokyoDay, type Day } from '#libs/kernel';
import { DUES_ITEM_WORDS, type Locale, type TaxCategory } from '#libs/words';
import type { PriceListView, PriceRowView, SetPrice } from './dues.dto.js';
import type { DuesItem } from './dues.rules.js';
import { followTiers } from './plans.js';

interface PriceRow {
  id: string;
  item: DuesItem;
  amountYen: number;
  taxCategory: TaxCategory;
  validFrom: Day;
  reason: string;
  setBy: string | null;
  setAt: Date;
  /** Whether a later row, or a later word on the same day, holds today. */
  latest: boolean;
}

/** What the dues cost, from when, and why: nothing is changed afterwards, a new row says it anew. */
@Injectable()
export class PricesService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  list(locale: Locale): Promise<PriceListView> {
    return this.view(this.db, locale);
  }

  /**
   * Set a price from a day to come; a month's dues from the first of one. Whoever pays already follows at the next billing after it, and hears
   * of it. Refuses 400 naming the day.
   */
  async set(actor: Actor, { item, amountYen, taxCategory, validFrom, reason }: SetPrice, locale: Locale): Promise<PriceListView> {
    const now = this.clock.now();
    if (validFrom <= tokyoDay(now) || (item !== 'course' && !validFrom.endsWith('-01'))) throw Refusal.input([{ path: 'validFrom', code: 'firstOfMonth' }]);
    return this.db.transaction(async (tx) => {
      const id = newId();
      await tx.query('insert into dues_prices (id, item, amount_yen, tax_category, valid_from, reason, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
        id,
        item,
        amountYen,
        taxCategory,
        validFrom,
        reason,
        actor.accountId,
        now,
      ]);
      await recordDeed(tx, { at: now, by: actor, action: 'dues.priceSet', subject: { type: 'duesPrice', id }, reason, after: { item, amountYen, taxCategory, validFrom } });
      await followTiers(tx, now);
      return this.view(tx, locale);
    });
  }

  private async view(sql: Sql, locale: Locale): Promise<PriceListView> {
    const today = tokyoDay(this.clock.now());
    const found = await rows<PriceRow>(
      sql,
      `select p.id, p.item, p.amount_yen as "amountYen", p.tax_category as "taxCategory", p.valid_from::text as "validFrom", p.reason, a.display_name as "setBy", p.set_at as "setAt",
              not exists (select from dues_prices l where l.item = p.item and l.valid_from <= $1 and (l.valid_from, l.id) > (p.valid_from, p.id)) as latest
         from dues_prices p left join accounts a on a.id = p.set_by order by p.valid_from desc, p.id desc`,
      [today],
    );
    return { items: found.map((price) => priceView(price, today, locale)) };
  }
}

const priceView = ({ latest, setAt, ...price }: PriceRow, today: Day, locale: Locale): PriceRowView => ({
  ...price,
  label: DUES_ITEM_WORDS[price.item][locale],
  holds: price.validFrom > today ? 'planned' : latest ? 'now' : 'past',
  setAt: setAt.toISOString(),
});
