import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, EmailField, IdField, InstantField, LooseListField, ReasonView, TextField, ThingField, WholeField, YenField } from '#libs/door';
import { EVENT_STATUSES, type EventStatus } from './event.rules.js';
import { DOOR_DIFFERENCES, DOOR_KINDS, DOOR_RESULTS, MOST_RECORDS, type DoorDifference, type DoorKind, type DoorResult } from './door.rules.js';

/** Somebody has come: the pass as it was read, or their line in the list. */
export class DoorCheckIn {
  @TextField({ max: 200, optional: true, description: 'as it was read or typed' }) pass?: string;
  @IdField({ optional: true, description: 'where the list was used instead of the pass' }) seatId?: string;
}

/** Cash that was taken for a registration. */
export class DoorPayment {
  @IdField() registrationId!: string;
  @WholeField({ min: 1, max: 20_000_000, description: 'whole yen' }) amountYen!: number;
}

/** Somebody who had not registered, and was let in. */
export class DoorWalkIn {
  @TextField({ max: 80 }) name!: string;
  @IdField({ optional: true, description: 'the first ticket type when left out' }) ticketTypeId?: string;
  @WholeField({ min: 1, max: 20, optional: true, description: '1 when left out' }) quantity?: number;
  @YenField({ optional: true, description: 'cash taken at once' }) amountYen?: number;
  @EmailField({ optional: true, description: 'for the receipt and the link of the registration' }) email?: string;
  @ChoiceField(['ja', 'en'], { optional: true }) locale?: 'ja' | 'en';
}

/** One thing that happened at the door; exactly one of `checkIn`, `payment`, `walkIn`. */
export class DoorRecord {
  @IdField({ description: 'made by the phone: the same id is the same thing, however often it is sent' }) clientId!: string;
  @InstantField({ description: 'when it happened, by the phone' }) at!: Date;
  @TextField({ max: 60, optional: true, description: 'which door or phone' }) where?: string;
  @ThingField(() => DoorCheckIn, { optional: true }) checkIn?: DoorCheckIn;
  @ThingField(() => DoorPayment, { optional: true }) payment?: DoorPayment;
  @ThingField(() => DoorWalkIn, { optional: true }) walkIn?: DoorWalkIn;
}

export class DoorRecords {
  @LooseListField(() => DoorRecord, { max: MOST_RECORDS, description: 'read one by one: a bad one is refused by itself' }) records!: unknown[];
}

export class DoorFieldView {
  @ApiProperty({ type: String }) path!: string;
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) message!: string;
}

/** A place at the event, as the door knows it. */
export class DoorSeatView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid' }) registrationId!: string;
  @ApiProperty({ type: 'integer', description: 'of the registration, 1 …' }) place!: number;
  @ApiProperty({ type: String, description: 'who sits there' }) name!: string;
  @ApiProperty({ type: String, description: 'what the code on the pass says' }) pass!: string;
  @ApiProperty({ type: String, enum: ['taken', 'cancelled'] }) status!: 'taken' | 'cancelled';
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) checkedInAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) checkedInWhere!: string | null;
  @ApiProperty({ type: String, nullable: true }) checkedInBy!: string | null;
}

/** A registration, as the door knows it: who, and what is still to be paid. */
export class DoorRegistrationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer', description: 'the number on the pass' }) number!: number;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, enum: ['guest', 'coHost', 'panelist', 'monitor', 'promoter'] }) role!: string;
  @ApiProperty({ type: String, enum: ['offered', 'held', 'confirmed', 'cancelled', 'expired'] }) status!: string;
  @ApiProperty({ type: String }) ticketType!: string;
  @ApiProperty({ type: 'integer', description: 'seats that are still taken' }) quantity!: number;
  @ApiProperty({ type: String, enum: ['stripe', 'door', 'after', 'free'] }) method!: string;
  @ApiProperty({ type: 'integer', description: 'for the seats that are still taken, whole yen' }) amountYen!: number;
  @ApiProperty({ type: 'integer', description: 'came in and stayed, whole yen' }) paidYen!: number;
  @ApiProperty({ type: 'integer', description: 'still to be paid, whole yen' }) dueYen!: number;
}

export class DoorTicketTypeView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: 'integer' }) priceYen!: number;
  @ApiProperty({ type: 'integer' }) seatsLeft!: number;
}

export class CashOfPersonView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: 'integer' }) payments!: number;
  @ApiProperty({ type: 'integer', description: 'whole yen' }) yen!: number;
}

/** The cash of an event as it runs up. */
export class DoorCashView {
  @ApiProperty({ type: 'integer', description: 'booked, whole yen' }) totalYen!: number;
  @ApiProperty({ type: 'integer', description: 'taken and not booked, because it was more than was due or for nobody’s seat; whole yen' }) differenceYen!: number;
  @ApiProperty({ type: [CashOfPersonView], description: 'who took it' }) people!: CashOfPersonView[];
}

/** Something that could not be booked as it was said, for the host to look at. */
export class DoorDifferenceView {
  @ApiProperty({ type: String, format: 'uuid' }) clientId!: string;
  @ApiProperty({ type: String, enum: DOOR_KINDS }) kind!: DoorKind;
  @ApiProperty({ type: String, enum: DOOR_RESULTS }) result!: DoorResult;
  @ApiProperty({ type: String, enum: DOOR_DIFFERENCES, nullable: true }) difference!: DoorDifference | null;
  @ApiProperty({ type: String, nullable: true }) code!: string | null;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) message!: string;
  @ApiProperty({ type: String, description: 'whom it is about; empty where nobody knows' }) name!: string;
  @ApiProperty({ type: 'integer', description: 'whole yen that were taken and not booked' }) differenceYen!: number;
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: String }) byName!: string;
}

export class DoorCountsView {
  @ApiProperty({ type: 'integer' }) capacity!: number;
  @ApiProperty({ type: 'integer', description: 'places that are taken' }) seats!: number;
  @ApiProperty({ type: 'integer', description: 'of them have come' }) checkedIn!: number;
  @ApiProperty({ type: 'integer', description: 'free for somebody who comes by' }) seatsLeft!: number;
}

export class DoorEventView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String, enum: EVENT_STATUSES }) status!: EventStatus;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String }) place!: string;
}

export class DoorCanView {
  @ApiProperty({ type: Boolean }) record!: boolean;
}

export class DoorWhyView {
  @ApiProperty({ type: [ReasonView] }) record!: ReasonView[];
}

/** All that a phone needs to stand at the door without a network. */
export class DoorView {
  @ApiProperty({ type: DoorEventView }) event!: DoorEventView;
  @ApiProperty({ type: String, format: 'date-time', description: 'to know how far the phone’s clock is off' }) serverTime!: string;
  @ApiProperty({ type: String, description: 'the person who asks, for what the phone records' }) standingName!: string;
  @ApiProperty({ type: DoorCountsView }) counts!: DoorCountsView;
  @ApiProperty({ type: [DoorTicketTypeView] }) ticketTypes!: DoorTicketTypeView[];
  @ApiProperty({ type: [DoorRegistrationView] }) registrations!: DoorRegistrationView[];
  @ApiProperty({ type: [DoorSeatView] }) seats!: DoorSeatView[];
  @ApiProperty({ type: DoorCashView }) cash!: DoorCashView;
  @ApiProperty({ type: [DoorDifferenceView], description: 'newest first' }) differences!: DoorDifferenceView[];
  @ApiProperty({ type: DoorCanView }) can!: DoorCanView;
  @ApiProperty({ type: DoorWhyView }) why!: DoorWhyView;
}

/** What became of one record. */
export class DoorResultView {
  @ApiProperty({ type: String, nullable: true, description: 'null where the record named none' }) clientId!: string | null;
  @ApiProperty({ type: String, enum: DOOR_RESULTS, description: 'done; already: was so before; recorded: kept with a difference; refused' }) result!: DoorResult;
  @ApiProperty({ type: Boolean, description: 'this record had arrived before, and this is what was answered then' }) replayed!: boolean;
  @ApiProperty({ type: String, enum: DOOR_DIFFERENCES, required: false }) difference?: DoorDifference;
  @ApiProperty({ type: String, required: false }) code?: string;
  @ApiProperty({ type: String, required: false, description: 'in the reader’s language' }) message?: string;
  @ApiProperty({ type: [DoorFieldView], required: false, description: 'what could not be read' }) fields?: DoorFieldView[];
  @ApiProperty({ type: String, format: 'uuid', required: false }) registrationId?: string;
  @ApiProperty({ type: [String], required: false, description: 'ids of the places it was about' }) seatIds?: string[];
  @ApiProperty({ type: String, required: false }) name?: string;
  @ApiProperty({ type: String, format: 'date-time', required: false, description: 'when the guest came in before' }) alreadyAt?: string;
  @ApiProperty({ type: String, required: false, description: 'and where' }) alreadyWhere?: string;
  @ApiProperty({ type: String, required: false, description: 'and who let them in' }) alreadyBy?: string;
  @ApiProperty({ type: 'integer', required: false, description: 'booked by this record, whole yen' }) bookedYen?: number;
  @ApiProperty({ type: 'integer', required: false, description: 'taken and not booked, whole yen' }) differenceYen?: number;
  @ApiProperty({ type: 'integer', required: false, description: 'still to be paid for the registration, whole yen' }) dueYen?: number;
}

export class DoorResultsView {
  @ApiProperty({ type: [DoorResultView], description: 'in the order of the records' }) results!: DoorResultView[];
  @ApiProperty({ type: DoorCashView }) cash!: DoorCashView;
  @ApiProperty({ type: DoorCountsView }) counts!: DoorCountsView;
}
