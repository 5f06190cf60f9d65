import { ApiProperty } from '@nestjs/swagger';
import { FlagField, ReasonView, TextField } from '#libs/door';
import { PAYMENT_METHODS, type PaymentMethod } from '#libs/words';
import { EventDetailView } from './events.dto.js';
import { EventPersonView } from './people.dto.js';

export class DeskRegistrationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) number!: number;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'for the host and the stewards; the space sees names' }) email!: string | null;
  @ApiProperty({ type: String }) role!: string;
  @ApiProperty({ type: String }) ticketType!: string;
  @ApiProperty({ type: 'integer' }) quantity!: number;
  @ApiProperty({ type: 'integer' }) checkedIn!: number;
  @ApiProperty({ type: String }) status!: string;
  @ApiProperty({ type: String, description: 'as it was chosen' }) method!: string;
  @ApiProperty({ type: String, enum: PAYMENT_METHODS, isArray: true, description: 'how it was really paid, the first payment first; empty until something came in' }) paidWith!: PaymentMethod[];
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: 'integer' }) paidYen!: number;
  @ApiProperty({ type: 'integer' }) refundedYen!: number;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, description: 'for the host and the stewards; empty for the space' }) answers!: Record<string, unknown>[];
}

export class DeskCountsView {
  @ApiProperty({ type: 'integer' }) capacity!: number;
  @ApiProperty({ type: 'integer' }) taken!: number;
  @ApiProperty({ type: 'integer' }) held!: number;
  @ApiProperty({ type: 'integer' }) confirmed!: number;
  @ApiProperty({ type: 'integer' }) waiting!: number;
  @ApiProperty({ type: 'integer' }) checkedIn!: number;
  @ApiProperty({ type: 'integer', description: 'seats of people with a duty' }) freeSeats!: number;
  @ApiProperty({ type: 'integer', required: false, description: 'left out for the reception of the space' }) paidYen?: number;
  @ApiProperty({ type: 'integer', required: false, description: 'left out for the reception of the space' }) refundedYen?: number;
  @ApiProperty({ type: 'integer', description: 'still to be paid at the door or afterwards' }) dueYen!: number;
  @ApiProperty({ type: 'integer', required: false, description: 'what processing has cost so far; it does not come back when payments do; left out for the reception of the space' }) costYen?: number;
}

export class DeskCanView {
  @ApiProperty({ type: Boolean, description: 'see how the money is shared, the report and the settlement' }) money!: boolean;
  @ApiProperty({ type: Boolean, description: 'see who waits, and move somebody up' }) line!: boolean;
  @ApiProperty({ type: Boolean, description: 'see how far refunds are' }) refunds!: boolean;
}

export class DeskWhyView {
  @ApiProperty({ type: [ReasonView], required: false }) money?: ReasonView[];
}

export class EventDeskView {
  @ApiProperty({ type: EventDetailView }) event!: EventDetailView;
  @ApiProperty({ type: DeskCountsView }) counts!: DeskCountsView;
  @ApiProperty({ type: [DeskRegistrationView] }) registrations!: DeskRegistrationView[];
  @ApiProperty({ type: [EventPersonView] }) people!: EventPersonView[];
  @ApiProperty({ type: DeskCanView }) can!: DeskCanView;
  @ApiProperty({ type: DeskWhyView }) why!: DeskWhyView;
}

export class ImportRegistrations {
  @TextField({ max: 900_000, description: 'CSV with a heading: name, email, ticket, quantity' }) csv!: string;
  @FlagField({ optional: true, description: 'only look, write nothing' }) dryRun?: boolean;
  @FlagField({ optional: true, description: 'take in what can be, and leave out lines that cannot; without it one such line keeps all of them out' }) leaveOut?: boolean;
}

export class ReadyLineView {
  @ApiProperty({ type: 'integer', description: 'line of the file, the heading is 1' }) line!: number;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ type: String }) ticketType!: string;
  @ApiProperty({ type: 'integer' }) quantity!: number;
  @ApiProperty({ type: 'integer', description: 'to be paid at the door, whole yen' }) amountYen!: number;
}

export class RegistrationLineView {
  @ApiProperty({ type: 'integer', description: 'line of the file, the heading is 1' }) line!: number;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, enum: ['already', 'refused'] }) result!: 'already' | 'refused';
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) message!: string;
}

export class ImportedRegistrationsView {
  @ApiProperty({ type: 'integer', description: 'below the heading' }) lines!: number;
  @ApiProperty({ type: 'integer', description: 'of the lines that can be taken in' }) seats!: number;
  @ApiProperty({ type: 'integer', description: 'registrations of the lines that can be taken in' }) fits!: number;
  @ApiProperty({ type: 'integer', description: 'written; none when it was only looked at, or a line is refused and was not to be left out' }) registered!: number;
  @ApiProperty({ type: 'integer', description: 'addresses that have a seat; left as they are' }) already!: number;
  @ApiProperty({ type: 'integer', description: 'lines that cannot be taken in' }) refused!: number;
  @ApiProperty({ type: [RegistrationLineView], description: 'lines that were not simply taken in, at most 200' }) items!: RegistrationLineView[];
  @ApiProperty({ type: [ReadyLineView], description: 'lines that can be taken in as they were read, at most 200' }) ready!: ReadyLineView[];
}
