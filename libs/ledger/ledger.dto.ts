import { ApiProperty, OmitType } from '@nestjs/swagger';
import { ChoiceField, CSV_ENCODINGS, DayField, FlagField, IdField, InstantField, PageQuery, PatternField, TextField, type CsvEncoding } from '#libs/door';
import { LEDGER_CAUSE_WORDS, LEDGER_TRANSFER_WORDS, TAX_CATEGORIES, type LedgerAccountType, type LedgerCauseKind, type LedgerTransferKind, type TaxCategory } from '#libs/words';
import { ACCOUNT_TYPES, type LedgerSide } from './accounts.js';
import { CSV_LAYOUTS, type CsvLayout } from './csv-layouts.js';

const SIDES: readonly LedgerSide[] = ['asset', 'liability', 'income', 'cost'];
const CAUSE_KINDS = Object.keys(LEDGER_CAUSE_WORDS) as LedgerCauseKind[];
const TRANSFER_KINDS = Object.keys(LEDGER_TRANSFER_WORDS) as LedgerTransferKind[];
const ACTOR_KINDS = ['account', 'clock', 'command'] as const;
const OWNER_KINDS = ['person', 'space', 'event'] as const;

export class AtQuery {
  @InstantField({ optional: true, description: 'as it stood then, that instant included; now when left out' }) at?: Date;
}

export class AccountsQuery extends PageQuery {
  @InstantField({ optional: true, description: 'balances as they stood then, that instant included; now when left out' }) at?: Date;
  @ChoiceField(ACCOUNT_TYPES, { optional: true }) type?: LedgerAccountType;
  @IdField({ optional: true, description: 'the account of the person, or the space, that it belongs to' }) owner?: string;
  @TextField({ max: 80, optional: true, description: 'part of the owner’s name' }) name?: string;
}

export class EntriesQuery extends PageQuery {
  @DayField({ optional: true }) from?: string;
  @DayField({ optional: true, description: 'Tokyo day, included' }) to?: string;
}

export class JournalQuery extends PageQuery {
  @DayField({ optional: true }) from?: string;
  @DayField({ optional: true, description: 'Tokyo day, included' }) to?: string;
  @ChoiceField(TRANSFER_KINDS, { optional: true }) kind?: LedgerTransferKind;
  @IdField({ optional: true, description: 'on either side' }) account?: string;
  @IdField({ optional: true, description: 'the account of the person, or the space, on either side' }) owner?: string;
  @ChoiceField(CAUSE_KINDS, { optional: true }) causeKind?: LedgerCauseKind;
  @TextField({ max: 200, optional: true, description: 'the id of what made money move' }) cause?: string;
}

export class JournalFileQuery extends OmitType(JournalQuery, ['limit', 'cursor'] as const) {
  @ChoiceField(CSV_LAYOUTS, { optional: true, description: 'generic when left out' }) layout?: CsvLayout;
  @ChoiceField(CSV_ENCODINGS, { optional: true, description: 'what the layout asks for when left out' }) encoding?: CsvEncoding;
  @FlagField({ optional: true, description: 'write 〓 for a character that Shift_JIS does not have, instead of refusing' }) substitute?: boolean;
}

export class EarningsQuery {
  @PatternField(/^20\d\d-(0[1-9]|1[0-2])$/, 'month', { optional: true, description: 'Tokyo month; this one when left out' }) month?: string;
}

export class LedgerOwnerView {
  @ApiProperty({ type: String, enum: OWNER_KINDS }) kind!: 'person' | 'space' | 'event';
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
}

export class LedgerAccountView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: ACCOUNT_TYPES }) type!: LedgerAccountType;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) name!: string;
  @ApiProperty({ type: String, enum: SIDES }) side!: LedgerSide;
  @ApiProperty({ type: LedgerOwnerView, nullable: true, description: 'null: the cooperative' }) owner!: LedgerOwnerView | null;
}

export class LedgerBalanceView extends LedgerAccountView {
  @ApiProperty({ type: 'integer', description: 'all that came in, whole yen' }) inYen!: number;
  @ApiProperty({ type: 'integer', description: 'all that went out, whole yen' }) outYen!: number;
  @ApiProperty({ type: 'integer', description: 'in less out, whole yen: debts and incomes are below zero' }) balanceYen!: number;
}

export class LedgerAccountsView {
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: [LedgerBalanceView] }) items!: LedgerBalanceView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class LedgerCauseView {
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) name!: string;
  @ApiProperty({ type: String, description: 'where the whole of it is told' }) href!: string;
}

export class LedgerActorView {
  @ApiProperty({ type: String, enum: ACTOR_KINDS }) kind!: 'account' | 'clock' | 'command';
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
}

export class LedgerTransferView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'date-time' }) eventAt!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'when it was written' }) createdAt!: string;
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty({ type: String, description: 'the kind in the reader’s language' }) name!: string;
  @ApiProperty({ type: String, description: 'which part of its cause it is' }) line!: string;
  @ApiProperty({ type: 'integer', description: 'whole yen, above zero' }) amountYen!: number;
  @ApiProperty({ type: String, enum: TAX_CATEGORIES, nullable: true }) tax!: TaxCategory | null;
  @ApiProperty({ type: LedgerAccountView, description: 'credit: where it came from' }) from!: LedgerAccountView;
  @ApiProperty({ type: LedgerAccountView, description: 'debit: where it went' }) to!: LedgerAccountView;
  @ApiProperty({ type: LedgerCauseView }) cause!: LedgerCauseView;
  @ApiProperty({ type: LedgerCauseView, nullable: true, description: 'what it puts right' }) corrects!: LedgerCauseView | null;
  @ApiProperty({ type: LedgerActorView }) by!: LedgerActorView;
}

export class LedgerEntryView extends LedgerTransferView {
  @ApiProperty({ type: 'integer', description: 'above zero when it came into the account, whole yen' }) changeYen!: number;
  @ApiProperty({ type: 'integer', description: 'of the account after it, whole yen' }) balanceYen!: number;
}

export class LedgerStatementView {
  @ApiProperty({ type: LedgerAccountView }) account!: LedgerAccountView;
  @ApiProperty({ type: 'integer', description: 'before the first day, whole yen' }) openingYen!: number;
  @ApiProperty({ type: 'integer', description: 'came in within the days, whole yen' }) inYen!: number;
  @ApiProperty({ type: 'integer', description: 'went out within the days, whole yen' }) outYen!: number;
  @ApiProperty({ type: 'integer', description: 'after the last day, whole yen' }) closingYen!: number;
  @ApiProperty({ type: [LedgerEntryView], description: 'newest first' }) items!: LedgerEntryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class LedgerJournalView {
  @ApiProperty({ type: [LedgerTransferView], description: 'newest first' }) items!: LedgerTransferView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'how many there are; told where both days are given' }) count!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'their sum in whole yen; told where both days are given' }) totalYen!: number | null;
}

export class TrialBalanceRowView {
  @ApiProperty({ type: String, enum: ACCOUNT_TYPES }) type!: LedgerAccountType;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) name!: string;
  @ApiProperty({ type: String, enum: SIDES }) side!: LedgerSide;
  @ApiProperty({ type: 'integer', description: 'how many accounts are of this type' }) accounts!: number;
  @ApiProperty({ type: 'integer', description: 'whole yen' }) debitYen!: number;
  @ApiProperty({ type: 'integer', description: 'whole yen' }) creditYen!: number;
  @ApiProperty({ type: 'integer', description: 'debit less credit, whole yen' }) balanceYen!: number;
}

export class TrialBalanceView {
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: [TrialBalanceRowView] }) rows!: TrialBalanceRowView[];
  @ApiProperty({ type: 'integer', description: 'sum of the debit balances, whole yen' }) debitYen!: number;
  @ApiProperty({ type: 'integer', description: 'sum of the credit balances, whole yen' }) creditYen!: number;
  @ApiProperty({ type: 'integer', description: 'debit less credit: always zero' }) differenceYen!: number;
}

export class LedgerDeedView {
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, description: 'what was done, to follow the name of who did it' }) sentence!: string;
  @ApiProperty({ type: LedgerActorView }) by!: LedgerActorView;
  @ApiProperty({ type: String, nullable: true }) concernsName!: string | null;
  @ApiProperty({ type: String, nullable: true }) spaceName!: string | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

export class LedgerCauseDetailView extends LedgerCauseView {
  @ApiProperty({ type: String, format: 'date-time' }) eventAt!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'when it was written' }) createdAt!: string;
  @ApiProperty({ type: Boolean, description: 'covered by a seal' }) sealed!: boolean;
  @ApiProperty({ type: LedgerActorView }) by!: LedgerActorView;
  @ApiProperty({ type: [LedgerTransferView] }) transfers!: LedgerTransferView[];
  @ApiProperty({ type: LedgerCauseView, nullable: true, description: 'what it puts right' }) corrects!: LedgerCauseView | null;
  @ApiProperty({ type: [LedgerCauseView], description: 'what was posted later to put it right' }) corrections!: LedgerCauseView[];
  @ApiProperty({ type: [LedgerDeedView], description: 'what happened to the thing itself, newest first; to what it puts right, where it has no story of its own' }) history!: LedgerDeedView[];
  @ApiProperty({ type: String, nullable: true, description: 'the screen of the thing itself, for readers who may open it' }) aboutHref!: string | null;
}

export class EarningsKindView {
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) name!: string;
  @ApiProperty({ type: 'integer' }) count!: number;
  @ApiProperty({ type: 'integer', description: 'whole yen' }) earnedYen!: number;
}

export class EarningView {
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty({ type: String, description: 'the kind in the reader’s language' }) name!: string;
  @ApiProperty({ type: String, description: 'what made money move: its kind' }) causeKind!: string;
  @ApiProperty({ type: String, description: 'and its id' }) causeId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'the space that bears it; null: the cooperative' }) bearerName!: string | null;
  @ApiProperty({ type: 'integer', description: 'whole yen; below zero where it takes something back or is paid out' }) yen!: number;
  @ApiProperty({ type: Boolean, description: 'money that has reached the mixer' }) paidOut!: boolean;
}

export class EarningsView {
  @ApiProperty({ type: String, description: 'Tokyo month' }) month!: string;
  @ApiProperty({ type: 'integer', description: 'earned within the month, whole yen' }) earnedYen!: number;
  @ApiProperty({ type: 'integer', description: 'paid out within the month, whole yen' }) paidYen!: number;
  @ApiProperty({ type: 'integer', description: 'earned and not yet paid out, as of now, whole yen' }) owedYen!: number;
  @ApiProperty({ type: [EarningsKindView] }) kinds!: EarningsKindView[];
  @ApiProperty({ type: [EarningView], description: 'newest first' }) items!: EarningView[];
}
