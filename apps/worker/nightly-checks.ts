import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { runChecks, type CheckResult } from '#db/checks/run';
import { recordDeed } from '#libs/audit';
import { rows, type Sql } from '#libs/database';
import { Clock, newId } from '#libs/kernel';
import { verifyLedger } from '#libs/ledger';
import { notify, type Recipient } from '#libs/notices';

/** So many of a check's rows are kept in the audit; the count tells of the rest. */
const SHOWN_ROWS = 20;

/** The job `nightlyChecks`: look whether the records agree, write down what does not, tell the stewards. */
@Injectable()
export class NightlyChecks {
  private readonly log = new Logger('Checks');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const failed = [...(await runChecks(this.db)), await this.seals()].filter((result) => result.rows.length > 0);
    if (failed.length === 0) return;
    for (const { name, rows: found } of failed) this.log.error(`check ${name} found ${found.length} rows`);
    await this.db.transaction((tx) => this.report(tx, failed));
  }

  /** The books against their seals; what the seals cover is read anew and hashed here, so no statement of the database can vouch for it. */
  private async seals(): Promise<CheckResult> {
    const { broken } = await this.db.transaction('REPEATABLE READ', (tx) => verifyLedger(tx));
    const rowsFound = broken ? [{ what: broken.what, seal: broken.seal, transfer_id: broken.transferId }] : [];
    return { name: 'ledger-seals', meaning: 'The books are as they were sealed.', rows: rowsFound };
  }

  private async report(tx: Sql, failed: readonly CheckResult[]): Promise<void> {
    const at = this.clock.now();
    for (const { name, meaning, rows: found } of failed) {
      await recordDeed(tx, {
        at,
        by: 'clock',
        action: 'check.failed',
        subject: { type: 'check', id: newId() },
        after: { check: name, meaning, count: found.length, rows: found.slice(0, SHOWN_ROWS) },
      });
    }
    const params = { count: failed.length, names: failed.map(({ name, rows: found }) => `${name} (${found.length})`).join('\n') };
    const stewards = await rows<Recipient>(tx, STEWARDS);
    await notify(tx, stewards.map((to) => ({ to, template: 'checksFailed', params, href: '/admin/audit?action=check.failed', at })));
  }
}

const STEWARDS = `
  select a.id as "accountId", a.email, a.locale
    from account_roles r join accounts a on a.id = r.account_id
   where r.role = 'steward' and r.ended_at is null and a.disabled_at is null
   order by a.id`;
