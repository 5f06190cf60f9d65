import { ApiProperty } from '@nestjs/swagger';
import { PatternField, ReasonView, TextField, WholeField } from '#libs/door';
import { SPLIT_ROLES, type SplitRole } from '#libs/revenue';
import { EVENT_STATUSES, type EventStatus } from './event.rules.js';
import { SETTLEMENT_STATUSES, type SettlementStatus } from './settlement.rules.js';

const PARTY_KINDS = ['account', 'space', 'cooperative', 'fund'] as const;
type PartyKind = (typeof PARTY_KINDS)[number];
/** The most cash of one evening. */
const MOST_CASH_YEN = 20_000_000;

export class ReportEvent {
  @WholeField({ min: 0, max: 10_000, description: 'who were there' }) guests!: number;
  @WholeField({ min: 0, max: MOST_CASH_YEN, description: 'counted in the box, whole yen' }) cashCountedYen!: number;
  @TextField({ max: 4_000, min: 0, description: 'what came of it' }) outcomes!: string;
}

export class ProposeSettlement {
  @WholeField({ min: 0, max: MOST_CASH_YEN, optional: true, description: 'counted in the box, whole yen; what the report says when left out, else what was booked' }) cashCountedYen?: number;
}

export class AgreeSettlement {
  @WholeField({ min: 1, max: 100_000, optional: true, description: 'the version that was read; 409 when it is another by now' }) version?: number;
}

export class SpaceEarningsQuery {
  @PatternField(/^20\d\d-(0[1-9]|1[0-2])$/, 'month', { optional: true, description: 'Tokyo month; this one when left out' }) month?: string;
}

export class SurveySumView {
  @ApiProperty({ type: 'integer' }) answers!: number;
  @ApiProperty({ type: 'number', nullable: true, description: '1 to 5; null without answers' }) satisfaction!: number | null;
  @ApiProperty({ type: [String], description: 'what was good, without names' }) good!: string[];
  @ApiProperty({ type: [String], description: 'what guests wish for, without names' }) wishes!: string[];
}

/** What the host has to say about the evening, beside what is known. */
export class EventReportView {
  @ApiProperty({ type: 'integer', nullable: true, description: 'said by the host; null before the report' }) guests!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'counted by the host' }) cashCountedYen!: number | null;
  @ApiProperty({ type: String, nullable: true }) outcomes!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) reportedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) reportedByName!: string | null;
  @ApiProperty({ type: 'integer', description: 'came in at the door, by its records' }) checkedIn!: number;
  @ApiProperty({ type: 'integer', description: 'places that were taken' }) seats!: number;
  @ApiProperty({ type: 'integer', description: 'cash that was booked, whole yen' }) cashBookedYen!: number;
  @ApiProperty({ type: SurveySumView }) survey!: SurveySumView;
  @ApiProperty({ type: Boolean }) canReport!: boolean;
}

export class SettlementShareView {
  @ApiProperty({ type: String, enum: SPLIT_ROLES }) role!: SplitRole;
  @ApiProperty({ type: String, enum: PARTY_KINDS }) party!: PartyKind;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'of the account or the space' }) partyId!: string | null;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: 'integer', description: 'in all, whole yen' }) amountYen!: number;
  @ApiProperty({ type: 'integer', description: 'added by this version; below zero where it takes something back, whole yen' }) changeYen!: number;
}

export class SettlementCashView {
  @ApiProperty({ type: 'integer', description: 'in the box by the books, whole yen' }) bookedYen!: number;
  @ApiProperty({ type: 'integer', description: 'counted, whole yen' }) countedYen!: number;
  @ApiProperty({ type: 'integer', description: 'below zero: missing, the host owes it; above: nobody booked it. Whole yen' }) differenceYen!: number;
}

/** Every share of an event in yen. */
export class SettlementView {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: not proposed yet, this is what it would be now' }) id!: string | null;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, enum: SETTLEMENT_STATUSES, nullable: true }) status!: SettlementStatus | null;
  @ApiProperty({ type: String, enum: ['gross', 'net'] }) base!: 'gross' | 'net';
  @ApiProperty({ type: 'integer', description: 'came in and stayed, whole yen; below zero where more went back than had come in' }) receivedYen!: number;
  @ApiProperty({ type: 'integer', description: 'processing cost, whole yen' }) costYen!: number;
  @ApiProperty({ type: 'integer', description: 'the part of it that comes out of what is shared; the cooperative bears the rest, and what is below zero' }) costFromPoolYen!: number;
  @ApiProperty({ type: 'integer', description: 'shared out, whole yen' }) poolYen!: number;
  @ApiProperty({ type: [SettlementShareView] }) shares!: SettlementShareView[];
  @ApiProperty({ type: SettlementCashView }) cash!: SettlementCashView;
  @ApiProperty({ type: 'integer', nullable: true, description: 'the version of the split it follows' }) agreementVersion!: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) proposedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'null: by itself, after money came or went' }) proposedByName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) agreedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) agreedByName!: string | null;
}

export class SettlementCanView {
  @ApiProperty({ type: Boolean }) propose!: boolean;
  @ApiProperty({ type: Boolean }) agree!: boolean;
}

export class SettlementWhyView {
  @ApiProperty({ type: [ReasonView] }) propose!: ReasonView[];
  @ApiProperty({ type: [ReasonView] }) agree!: ReasonView[];
}

export class EventSettlementView extends SettlementView {
  @ApiProperty({ type: String, format: 'uuid' }) eventId!: string;
  @ApiProperty({ type: String, enum: EVENT_STATUSES }) eventStatus!: EventStatus;
  @ApiProperty({ type: Boolean, description: 'money has come or gone since this version' }) outdated!: boolean;
  @ApiProperty({ type: String, enum: ['space', 'treasurer'], description: 'who agrees' }) agreedBy!: 'space' | 'treasurer';
  @ApiProperty({ type: [SettlementView], description: 'all versions, newest first' }) versions!: SettlementView[];
  @ApiProperty({ type: SettlementCanView }) can!: SettlementCanView;
  @ApiProperty({ type: SettlementWhyView }) why!: SettlementWhyView;
}

export class SpaceEarningView {
  @ApiProperty({ type: String, format: 'uuid' }) eventId!: string;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'when it was agreed' }) at!: string;
  @ApiProperty({ type: String, enum: SPLIT_ROLES }) role!: SplitRole;
  @ApiProperty({ type: 'integer', description: 'below zero where something was taken back, whole yen' }) yen!: number;
}

/** What a space has earned by events within a month. */
export class SpaceEarningsView {
  @ApiProperty({ type: String, description: 'Tokyo month' }) month!: string;
  @ApiProperty({ type: 'integer', description: 'earned within the month, whole yen' }) earnedYen!: number;
  @ApiProperty({ type: 'integer', description: 'earned and not yet paid out, as of now, whole yen' }) owedYen!: number;
  @ApiProperty({ type: [SpaceEarningView], description: 'newest first' }) items!: SpaceEarningView[];
}
