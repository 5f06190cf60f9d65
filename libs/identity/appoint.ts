import type { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row } from '#libs/database';
import type { Clock } from '#libs/kernel';
import { hashPassword } from './passwords.js';

/** What became of an appointment; all false when everything was so already. */
export interface Appointment {
  accountId: string;
  accountMade: boolean;
  roleGranted: boolean;
  /** Whether the account can sign in with a password now. */
  hasPassword: boolean;
}

/**
 * Gives a role of the cooperative to whoever has this address, with a new account when nobody has it: how the first steward comes to a
 * real installation. An account that is there keeps its name and its password, unless it had none. Running it twice changes nothing.
 */
export async function appoint(
  db: DataSource,
  clock: Clock,
  wanted: { email: string; name: string; role: 'steward' | 'treasurer' | 'approver'; password: string | null },
): Promise<Appointment> {
  const hash = wanted.password === null ? null : await hashPassword(wanted.password);
  return db.transaction(async (tx) => {
    const now = clock.now();
    const made = await row<{ id: string }>(
      tx,
      'insert into accounts (email, display_name, created_at) values ($1, $2, $3) on conflict (lower(email)) do nothing returning id',
      [wanted.email, wanted.name, now],
    );
    const account = await row<{ id: string; hasPassword: boolean }>(
      tx,
      'select id, password_hash is not null as "hasPassword" from accounts where lower(email) = lower($1) for update',
      [wanted.email],
    );
    if (!account) throw new Error(`the account of ${wanted.email} was neither made nor found`);
    const { id } = account;
    const by = 'command';
    const subject = { type: 'account', id };
    if (made) await recordDeed(tx, { at: now, by, action: 'account.registered', subject, concernsAccountId: id });
    const setsPassword = hash !== null && !account.hasPassword;
    if (setsPassword) {
      // Whoever sits at the server vouches for the address.
      await tx.query('update accounts set password_hash = $2, email_confirmed_at = coalesce(email_confirmed_at, $3) where id = $1', [id, hash, now]);
      await recordDeed(tx, { at: now, by, action: 'account.passwordChanged', subject, concernsAccountId: id });
    }
    const granted = await row(
      tx,
      'insert into account_roles (account_id, role, granted_at) values ($1, $2, $3) on conflict (account_id, role) where ended_at is null do nothing returning id',
      [id, wanted.role, now],
    );
    if (granted) await recordDeed(tx, { at: now, by, action: 'role.granted', subject, concernsAccountId: id, after: { role: wanted.role } });
    return { accountId: id, accountMade: made !== null, roleGranted: granted !== null, hasPassword: account.hasPassword || setsPassword };
  });
}
