import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { recordDeed, type AuditActor } from '#libs/audit';
import { theRow, type Sql } from '#libs/database';
import type { Clock } from '#libs/kernel';

/**
 * The cooperative as it stands on its papers and public pages: name, address, where people turn (the help desk), who answers for it, telephone,
 * e-mail, and its number for qualified invoices (`T` and thirteen digits; null when it is not registered).
 */
export interface Cooperative {
  name: string;
  address: string;
  helpDesk: string;
  representative: string;
  phone: string;
  email: string;
  registrationNumber: string | null;
}

const DESCRIBED = 'select name, address, help_desk as "helpDesk", representative, phone, email, registration_number as "registrationNumber" from cooperative';

/** The cooperative as it calls itself today. */
export const theCooperative = (sql: Sql): Promise<Cooperative> => theRow<Cooperative>(sql, 'cooperative', DESCRIBED);

/** Say who the cooperative is; what is left out stays. Papers issued before keep what they said. */
export async function describeCooperative(db: DataSource, clock: Clock, said: Partial<Cooperative>, by: AuditActor = 'command'): Promise<Cooperative> {
  return db.transaction(async (tx) => {
    const before = await theRow<Cooperative>(tx, 'cooperative', `${DESCRIBED} for update`);
    const after = { ...before, ...said };
    await tx.query('update cooperative set name = $1, address = $2, help_desk = $3, representative = $4, phone = $5, email = $6, registration_number = $7', [
      after.name,
      after.address,
      after.helpDesk,
      after.representative,
      after.phone,
      after.email,
      after.registrationNumber,
    ]);
    await recordDeed(tx, {
      at: clock.now(),
      by,
      action: 'cooperative.described',
      // There is one cooperative and it has no id: each description stands for itself.
      subject: { type: 'cooperative', id: randomUUID() },
      before: { ...before },
      after,
    });
    return after;
  });
}
