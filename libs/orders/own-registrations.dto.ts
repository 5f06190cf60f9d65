import { ApiProperty } from '@nestjs/swagger';
import { GuestEventView } from './manage.dto.js';
import { ORDER_ROLES, ORDER_STATUSES, type OrderRole, type OrderStatus } from './order.rules.js';
import { NEXT_DEEDS, type NextDeed } from './own-registrations.rules.js';

/** One of one's own registrations, in a list. */
export class OwnRegistrationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer', description: 'counted within the event' }) number!: number;
  @ApiProperty({ type: String, enum: ORDER_STATUSES }) status!: OrderStatus;
  @ApiProperty({ type: String, enum: ORDER_ROLES, description: 'guest, or the duty that the seat comes with' }) role!: OrderRole;
  @ApiProperty({ type: GuestEventView }) event!: GuestEventView;
  @ApiProperty({ type: Boolean, description: 'ended, or its event is over' }) over!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'null while waiting' }) ticketType!: string | null;
  @ApiProperty({ type: 'integer', description: 'seats that are held; of somebody who waits or has ended, the size of the party' }) quantity!: number;
  @ApiProperty({ type: 'integer', description: 'of these seats, who has come in' }) checkedIn!: number;
  @ApiProperty({ type: 'integer', description: 'the price of the seats that are held, whole yen' }) amountYen!: number;
  @ApiProperty({ type: 'integer', description: 'still to be paid' }) dueYen!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'in the line; 1: the next' }) position!: number | null;
  @ApiProperty({ type: String, enum: NEXT_DEEDS, nullable: true, description: 'what there is to do; null: nothing' }) next!: NextDeed | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'until when that may be done' }) nextUntil!: string | null;
  @ApiProperty({ type: String, description: 'the page of this registration, from the root, with its token' }) href!: string;
}

export class OwnRegistrationListView {
  @ApiProperty({ type: [OwnRegistrationView], description: 'what is ahead, soonest first; then what is over, latest first' }) items!: OwnRegistrationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
