import { rows, type Sql } from '#libs/database';

/** What came by one referral code. */
export interface ReferralCount {
  code: string;
  /** Confirmed registrations, and the seats of them. */
  registrations: number;
  guests: number;
  /** Received less what goes back, yen: what the shares of who brought the guests are computed by. */
  receivedYen: number;
}

/** What came by each code of a sale; codes that nobody came by are left out. */
export const referralCounts = (sql: Sql, subjectId: string): Promise<ReferralCount[]> => rows<ReferralCount>(sql, COUNTS, [subjectId]);

const COUNTS = `
  select o.referral_code as code,
         count(*) filter (where o.status = 'confirmed')::int as registrations,
         coalesce(sum(seated.guests), 0)::int as guests,
         coalesce(sum(paid.yen), 0)::int as "receivedYen"
    from orders o
    cross join lateral (select count(*) as guests from seats s where s.order_id = o.id and s.status = 'taken' and o.status = 'confirmed') seated
    cross join lateral (
      select coalesce((select sum(p.amount_yen) from order_payments p where p.order_id = o.id), 0)
             - coalesce((select sum(r.amount_yen) from order_refunds r where r.order_id = o.id), 0) as yen
    ) paid
   where o.subject_id = $1 and o.referral_code is not null
   group by o.referral_code`;
