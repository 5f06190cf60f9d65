import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { theRow } from '#libs/database';
import type { Clock } from '#libs/kernel';

/** The cooperative as it stands on its papers: its name, its address, and where people turn (the help desk). */
export interface Cooperative {
  name: string;
  address: string;
  helpDesk: string;
}

/** Say who the cooperative is; what is left out stays. Papers issued before keep what they said. */
export async function describeCooperative(db: DataSource, clock: Clock, said: Partial<Cooperative>): Promise<Cooperative> {
  return db.transaction(async (tx) => {
    const before = await theRow<Cooperative>(tx, 'cooperative', 'select name, address, help_desk as "helpDesk" from cooperative for update');
    const after = { ...before, ...said };
    await tx.query('update cooperative set name = $1, address = $2, help_desk = $3', [after.name, after.address, after.helpDesk]);
    await recordDeed(tx, {
      at: clock.now(),
      by: 'command',
      action: 'cooperative.described',
      // There is one cooperative and it has no id: each description stands for itself.
      subject: { type: 'cooperative', id: randomUUID() },
      before: { ...before },
      after,
    });
    return after;
  });
}
