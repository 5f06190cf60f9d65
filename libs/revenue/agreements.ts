import { planned, row, rows, type Sql } from '#libs/database';
import { newId, Refusal, step, type Machine } from '#libs/kernel';
import { requireSoundTerms, type Share, type SplitBase, type SplitTerms } from './split.rules.js';

/** What money is shared of: an event, or a table that a mixer runs. */
export type SplitSubject = 'event' | 'slot';
/** Who speaks: the host, the space, or the cooperative in the host's place for what it runs itself. */
export type SplitSide = 'host' | 'space' | 'cooperative';
export type AgreementStatus = 'offered' | 'agreed' | 'replaced' | 'frozen';
type AgreementAction = 'agree' | 'replace' | 'freeze';

/** One version of an agreement: an offer of one side, agreed when both have said yes, frozen by the first sale. */
export const AGREEMENT_MACHINE: Machine<AgreementStatus, AgreementAction> = {
  offered: { agree: 'agreed', replace: 'replaced' },
  agreed: { replace: 'replaced', freeze: 'frozen' },
  replaced: {},
  frozen: {},
};

/** A yes: by whom and when. */
export interface Consent {
  accountId: string;
  name: string;
  at: Date;
}

/** A version of a split agreement. */
export interface Agreement {
  id: string;
  subjectKind: SplitSubject;
  subjectId: string;
  version: number;
  status: AgreementStatus;
  terms: SplitTerms;
  offeredSide: SplitSide;
  offeredAt: Date;
  note: string;
  /** Whether a space has to agree as well. */
  needsSpace: boolean;
  host: Consent | null;
  space: Consent | null;
  frozenAt: Date | null;
}

/** The person who offers or agrees. */
export interface SplitActor {
  accountId: string;
  displayName: string;
}

interface AgreementRow {
  id: string;
  subjectKind: SplitSubject;
  subjectId: string;
  version: number;
  base: SplitBase;
  shares: Share[];
  status: AgreementStatus;
  offeredSide: SplitSide;
  offeredAt: Date;
  note: string;
  needsSpace: boolean;
  hostAccountId: string | null;
  hostName: string | null;
  hostAgreedAt: Date | null;
  spaceAccountId: string | null;
  spaceName: string | null;
  spaceAgreedAt: Date | null;
  frozenAt: Date | null;
}

const COLUMNS = `
  id, subject_kind as "subjectKind", subject_id as "subjectId", version, base, shares, status, offered_side as "offeredSide", offered_at as "offeredAt",
  note, needs_space as "needsSpace", host_account_id as "hostAccountId", host_name as "hostName", host_agreed_at as "hostAgreedAt",
  space_account_id as "spaceAccountId", space_name as "spaceName", space_agreed_at as "spaceAgreedAt", frozen_at as "frozenAt"`;

const LIVE = `subject_id = $1 and status in ('offered', 'agreed', 'frozen')`;

const consent = (accountId: string | null, name: string | null, at: Date | null): Consent | null => (accountId && name && at ? { accountId, name, at } : null);

function agreement(found: AgreementRow): Agreement {
  const { id, subjectKind, subjectId, version, base, shares, status, offeredSide, offeredAt, note, needsSpace, frozenAt } = found;
  return {
    id,
    subjectKind,
    subjectId,
    version,
    status,
    terms: { base, shares },
    offeredSide,
    offeredAt,
    note,
    needsSpace,
    host: consent(found.hostAccountId, found.hostName, found.hostAgreedAt),
    space: consent(found.spaceAccountId, found.spaceName, found.spaceAgreedAt),
    frozenAt,
  };
}

/** The version that counts now: offered, agreed or frozen. Null before anybody has offered anything. */
export async function agreementOf(sql: Sql, subjectId: string): Promise<Agreement | null> {
  const [found] = await planned<AgreementRow>(sql, 'agreement-live', `select ${COLUMNS} from split_agreements where ${LIVE}`, [subjectId]);
  return found ? agreement(found) : null;
}

/** All versions, newest first. */
export async function agreementVersions(sql: Sql, subjectId: string): Promise<Agreement[]> {
  return (await rows<AgreementRow>(sql, `select ${COLUMNS} from split_agreements where subject_id = $1 order by version desc`, [subjectId])).map(agreement);
}

/** Both sides come here one after the other, also before there is a row to lock. */
async function lockedAgreement(tx: Sql, subjectId: string): Promise<Agreement | null> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`split:${subjectId}`]);
  const found = await row<AgreementRow>(tx, `select ${COLUMNS} from split_agreements where ${LIVE} for update`, [subjectId]);
  return found && agreement(found);
}

/** What one side puts before the other. */
export interface SplitOffer {
  subjectKind: SplitSubject;
  subjectId: string;
  terms: SplitTerms;
  side: SplitSide;
  actor: SplitActor;
  at: Date;
  note?: string;
  /** False where no space takes part; true unless said. */
  needsSpace?: boolean;
  /** The version that the side has before it; when another is live by now, the offer is refused. */
  basedOn?: number;
}

/**
 * Put terms before the other side: a new version that its own side has agreed to; the one before it is replaced. Where no space takes part it is
 * agreed at once. Refuses 422 unsound terms (`requireSoundTerms`), 409 `split.frozen` after the first sale, 409 `split.changed` when the version
 * it answers is no longer the live one.
 */
export async function offerSplit(tx: Sql, offer: SplitOffer): Promise<Agreement> {
  const { subjectKind, subjectId, terms, side, actor, at, note = '', needsSpace = true, basedOn } = offer;
  requireSoundTerms(terms);
  const before = await lockedAgreement(tx, subjectId);
  if (before?.status === 'frozen') throw Refusal.conflict('split.frozen', { version: before.version });
  if (basedOn !== undefined && before?.version !== basedOn) throw Refusal.conflict('split.changed', { version: before?.version ?? 0 });
  if (before) await tx.query('update split_agreements set status = $2 where id = $1', [before.id, step(AGREEMENT_MACHINE, before.status, 'replace')]);
  const host = side === 'space' ? null : actor;
  const room = side === 'space' ? actor : null;
  const made = await row<AgreementRow>(
    tx,
    `insert into split_agreements (id, subject_kind, subject_id, version, base, shares, status, offered_side, offered_by, offered_at, note, needs_space,
                                   host_account_id, host_name, host_agreed_at, space_account_id, space_name, space_agreed_at)
     select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
       from split_agreements where subject_id = $3
     returning ${COLUMNS}`,
    [
      newId(),
      subjectKind,
      subjectId,
      terms.base,
      JSON.stringify(terms.shares.map(({ role, kind, value }) => ({ role, kind, value }))),
      host && !needsSpace ? step(AGREEMENT_MACHINE, 'offered', 'agree') : 'offered',
      side,
      actor.accountId,
      at,
      note,
      needsSpace,
      host?.accountId ?? null,
      host?.displayName ?? null,
      host && at,
      room?.accountId ?? null,
      room?.displayName ?? null,
      room && at,
    ],
  );
  if (!made) throw new Error('the offer was not written');
  return agreement(made);
}

/** One side's yes to a version. */
export interface SplitConsent {
  subjectId: string;
  version: number;
  side: SplitSide;
  actor: SplitActor;
  at: Date;
}

/**
 * Say yes to a version for one side; the second yes makes it agreed. Saying it again changes nothing. Refuses 409 `split.changed` when another
 * version is live by now, so that nobody agrees to what they have not seen.
 */
export async function agreeSplit(tx: Sql, { subjectId, version, side, actor, at }: SplitConsent): Promise<Agreement> {
  const live = await lockedAgreement(tx, subjectId);
  if (live?.version !== version) throw Refusal.conflict('split.changed', { version: live?.version ?? 0 });
  const before = side === 'space' ? live.space : live.host;
  if (before) return live;
  const given: Consent = { accountId: actor.accountId, name: actor.displayName, at };
  const now: Agreement = { ...live, ...(side === 'space' ? { space: given } : { host: given }) };
  const complete = now.host !== null && (now.space !== null || !now.needsSpace);
  const status = complete ? step(AGREEMENT_MACHINE, live.status, 'agree') : live.status;
  const column = side === 'space' ? 'space' : 'host';
  await tx.query(`update split_agreements set ${column}_account_id = $2, ${column}_name = $3, ${column}_agreed_at = $4, status = $5 where id = $1`, [
    live.id,
    given.accountId,
    given.name,
    given.at,
    status,
  ]);
  return { ...now, status };
}

/**
 * From the first sale on nobody changes it: called with the first money, and doing nothing from then on. It never refuses, for money that has
 * come is not turned away; `requireAgreed` has been asked before anything was on sale.
 */
export async function freezeSplit(tx: Sql, subjectId: string, at: Date): Promise<void> {
  await tx.query(`update split_agreements set status = 'frozen', frozen_at = $2 where subject_id = $1 and status = 'agreed'`, [subjectId, at]);
}

/**
 * Holds the split of a subject still until the transaction ends, for what may change only until the first sale: who stands in one of its roles.
 * Refuses 409 `split.frozen` from then on.
 */
export async function requireUnfrozen(tx: Sql, subjectId: string): Promise<void> {
  const live = await lockedAgreement(tx, subjectId);
  if (live?.status === 'frozen') throw Refusal.conflict('split.frozen', { version: live.version });
}

/** Refuses 409 `split.notAgreed` unless both sides have said yes: before it is published. */
export function requireAgreed(live: Agreement | null): Agreement {
  if (!live || live.status === 'offered') throw Refusal.conflict('split.notAgreed', { version: live?.version ?? 0 });
  return live;
}
