import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '#libs/kernel';

/** What is deleted once it has run out, and how long it is kept after that; `$1` is now. Nothing a person could ask about is among it. */
const RUN_OUT: readonly string[] = [
  `delete from sessions where least(expires_at, ended_at) < $1::timestamptz - interval '30 days'`,
  `delete from email_tokens where expires_at < $1::timestamptz - interval '7 days'`,
  `delete from idempotency_keys where created_at < $1::timestamptz - interval '2 days'`,
  // What a letter said of a person is not kept; that it came, and what it was about, is.
  `update stripe_events set payload = null where payload is not null and received_at < $1::timestamptz - interval '60 days' and status <> 'waiting'`,
  // A visitor is remembered for thirty days; after that only how many there were.
  `with gone as (delete from referral_touches where touched_at < $1::timestamptz - interval '30 days' returning code)
   update referral_codes c set touches_gone = touches_gone + (select count(*) from gone where gone.code = c.code) where c.code in (select code from gone)`,
  // What guests answered to the host's questions (what they cannot eat, say) is for that evening.
  `update orders o set answers = '[]' from sales s where s.subject_id = o.subject_id and s.ends_at < $1::timestamptz - interval '30 days' and o.answers <> '[]'`,
  `delete from rate_limits where expire < extract(epoch from $1::timestamptz) * 1000`,
  // The last run of each entry stays: a worker that starts must see that it was taken.
  `delete from schedule_runs r where due_at < $1::timestamptz - interval '30 days'
      and exists (select from schedule_runs later where later.name = r.name and later.due_at > r.due_at)`,
];

/** The job `purge`. */
@Injectable()
export class Purge {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    for (const statement of RUN_OUT) await this.db.query(statement, [this.clock.now()]);
  }
}
