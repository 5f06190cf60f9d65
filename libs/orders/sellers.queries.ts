import { theRow, type Sql } from '#libs/database';

/** Who sells under their own name: a person, or a space. */
export type SellerRef = { kind: 'account'; id: string } | { kind: 'space'; id: string };

export interface SellerRow {
  name: string;
  address: string;
  registrationNumber: string | null;
  changedAt: Date | null;
}

const OF = {
  account: `select coalesce(s.name, a.display_name) as name, coalesce(s.address, '') as address, s.registration_number as "registrationNumber", s.changed_at as "changedAt"
              from accounts a left join sellers s on s.account_id = a.id where a.id = $1`,
  space: `select coalesce(s.name, p.name) as name, coalesce(nullif(s.address, ''), p.city || p.street) as address, s.registration_number as "registrationNumber", s.changed_at as "changedAt"
            from spaces p left join sellers s on s.space_id = p.id where p.id = $1`,
} as const;

/** How somebody stands on receipts now: as in the register where they are registered, else as they call themselves. Refuses 404. */
export const sellerOf = (sql: Sql, { kind, id }: SellerRef): Promise<SellerRow> => theRow<SellerRow>(sql, 'seller', OF[kind], [id]);
