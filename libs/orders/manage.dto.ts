import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, EmailField, IdField, IdListField, ListField, ReasonView, TextField, WholeField, YenField } from '#libs/door';
import type { RefundRoute } from './cancelling.rules.js';
import { MOST_SEATS, ORDER_METHODS, ORDER_STATUSES, SALE_STATUSES, type OrderMethod, type OrderStatus, type SaleStatus } from './order.rules.js';
import { HANDED_FROM, REFUND_CAUSES, REFUND_STATUSES, type HandedFrom, type RefundCause, type RefundStatus } from './refund.rules.js';

/** What stands behind `?token=`: the signed part of the link in the mail. Who is signed in as the buyer needs none. */
export class ManageQuery {
  @TextField({ max: 100, min: 0, optional: true, description: 'from the link of the registration; not needed by the signed-in buyer' }) token?: string;
}

export class CancellationQuoteQuery extends ManageQuery {
  @WholeField({ min: 1, max: MOST_SEATS, optional: true, description: 'so many seats, the last ones first; all when neither this nor seats are named' }) quantity?: number;
  @TextField({ max: 800, min: 0, optional: true, description: 'ids of seats, with commas' }) seatIds?: string;
}

export class CancelRegistration {
  @WholeField({ min: 1, max: MOST_SEATS, optional: true, description: 'so many seats, the last ones first; all when neither this nor seats are named' }) quantity?: number;
  @IdListField({ max: MOST_SEATS, optional: true }) seatIds?: string[];
  @YenField({ max: 20_000_000, description: 'what was shown; 409 quote.changed when it is another sum by now' }) expectedRefundYen!: number;
}

export class AcceptOffer {
  @IdField() ticketTypeId!: string;
  @YenField({ description: 'of one seat, as it was shown; 409 ticketType.changed when it is another by now' }) expectedPriceYen!: number;
  @ChoiceField(ORDER_METHODS, { optional: true, description: 'the one chosen when joining the line, when left out' }) paymentMethod?: OrderMethod;
}

export class SeatNameInput {
  @IdField() id!: string;
  @TextField({ max: 80, min: 0, description: 'empty: not said' }) name!: string;
}

export class RenameSeats {
  @ListField(() => SeatNameInput, { max: MOST_SEATS }) seats!: SeatNameInput[];
}

export class MoveUp {
  @TextField({ max: 300, description: 'why; the person reads it' }) reason!: string;
}

export class HandBack {
  @ChoiceField(HANDED_FROM, { optional: true, description: 'the cash box of the event for cash, else the bank; anything but the former is the treasurers’' }) from?: HandedFrom;
  @TextField({ max: 300, min: 0, optional: true }) note?: string;
}

export class AskForLinks {
  @EmailField() email!: string;
}

export class GuestEventView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String }) place!: string;
  @ApiProperty({ type: String, nullable: true, description: 'for confirmed guests alone' }) onlineUrl!: string | null;
  @ApiProperty({ type: String, enum: SALE_STATUSES }) status!: SaleStatus;
}

export class GuestTicketView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: 'integer', description: 'whole yen' }) priceYen!: number;
}

export class OfferedTicketView extends GuestTicketView {
  @ApiProperty({ type: Boolean, description: 'the whole party fits' }) open!: boolean;
  @ApiProperty({ type: String, enum: ORDER_METHODS, isArray: true, description: 'ways of paying it for this party' }) methods!: OrderMethod[];
}

export class GuestSeatView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) place!: number;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'what opens the door; null until the seat is sure' }) pass!: string | null;
  @ApiProperty({ type: String, enum: ['taken', 'cancelled'] }) status!: 'taken' | 'cancelled';
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) checkedInAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) checkedInWhere!: string | null;
}

export class OfferView {
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: [OfferedTicketView] }) ticketTypes!: OfferedTicketView[];
}

export class WaitingView {
  @ApiProperty({ type: 'integer', description: '1: the next' }) position!: number;
  @ApiProperty({ type: 'integer', description: 'registrations before this one' }) ahead!: number;
  @ApiProperty({ type: String, nullable: true, description: 'why somebody of the organisers moved it up' }) movedUpReason!: string | null;
}

export class GuestPolicyStepView {
  @ApiProperty({ type: String, format: 'date-time' }) until!: string;
  @ApiProperty({ type: 'integer' }) refundPercent!: number;
}

export class GuestAnswerView {
  @ApiProperty({ type: String }) question!: string;
  @ApiProperty({ type: String }) text!: string;
}

export class GuestReceiptView {
  @ApiProperty({ type: String, format: 'uuid' }) documentId!: string;
  @ApiProperty({ type: String }) number!: string;
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: Boolean, description: 'cancelled, because the money went back' }) void!: boolean;
  @ApiProperty({ type: String, description: 'opens with the same token' }) pdfUrl!: string;
}

export class GuestRefundView {
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: String, enum: REFUND_STATUSES }) status!: RefundStatus;
  @ApiProperty({ type: String, format: 'date-time' }) wishedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) doneAt!: string | null;
  @ApiProperty({ type: String, description: 'how it comes back, in words' }) said!: string;
}

export class GuestStepView {
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: String }) step!: string;
  @ApiProperty({ type: String, description: 'in the language of the reader' }) said!: string;
}

export class ManageCanView {
  @ApiProperty({ type: Boolean }) cancel!: boolean;
  @ApiProperty({ type: Boolean, description: 'leave the line, or let an offer go' }) leave!: boolean;
  @ApiProperty({ type: Boolean }) accept!: boolean;
  @ApiProperty({ type: Boolean, description: 'go on to the page of Stripe' }) pay!: boolean;
  @ApiProperty({ type: Boolean, description: 'pay now instead of at the door' }) prepay!: boolean;
  @ApiProperty({ type: Boolean }) rename!: boolean;
}

export class ManageWhyView {
  @ApiProperty({ type: [ReasonView], required: false }) cancel?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) accept?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) prepay?: ReasonView[];
}

/** A registration as its holder manages it. */
export class ManagedRegistrationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer', description: 'counted within the event' }) number!: number;
  @ApiProperty({ type: String, enum: ORDER_STATUSES }) status!: OrderStatus;
  @ApiProperty({ type: String, nullable: true, description: 'why it ended, in words' }) endReason!: string | null;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ type: GuestEventView }) event!: GuestEventView;
  @ApiProperty({ type: GuestTicketView, nullable: true, description: 'null while waiting' }) ticketType!: GuestTicketView | null;
  @ApiProperty({ type: 'integer', description: 'seats that are held; of somebody who waits, the size of the party' }) quantity!: number;
  @ApiProperty({ type: [GuestSeatView] }) seats!: GuestSeatView[];
  @ApiProperty({ type: 'integer', description: 'the price of the seats that are held, whole yen' }) amountYen!: number;
  @ApiProperty({ type: 'integer' }) paidYen!: number;
  @ApiProperty({ type: 'integer', description: 'gone back or on its way back' }) refundedYen!: number;
  @ApiProperty({ type: 'integer', description: 'still to be paid' }) dueYen!: number;
  @ApiProperty({ type: String, enum: ORDER_METHODS }) paymentMethod!: OrderMethod;
  @ApiProperty({ type: String, required: false, description: 'the page of Stripe, while it is open' }) checkoutUrl?: string;
  @ApiProperty({ type: String, format: 'date-time', required: false }) holdExpiresAt?: string;
  @ApiProperty({ type: OfferView, required: false }) offer?: OfferView;
  @ApiProperty({ type: WaitingView, required: false }) waitlist?: WaitingView;
  @ApiProperty({ type: [GuestPolicyStepView], description: 'as it was when the seats were bought' }) policy!: GuestPolicyStepView[];
  @ApiProperty({ type: [GuestAnswerView] }) answers!: GuestAnswerView[];
  @ApiProperty({ type: [GuestReceiptView] }) receipts!: GuestReceiptView[];
  @ApiProperty({ type: [GuestRefundView] }) refunds!: GuestRefundView[];
  @ApiProperty({ type: [GuestStepView] }) timeline!: GuestStepView[];
  @ApiProperty({ type: ManageCanView }) can!: ManageCanView;
  @ApiProperty({ type: ManageWhyView }) why!: ManageWhyView;
}

export const REFUND_ROUTES = ['card', 'payPay', 'konbini', 'bankTransfer', 'cash', 'none'] as const satisfies readonly RefundRoute[];

export class CancellationQuoteView {
  @ApiProperty({ type: 'integer', description: 'comes back' }) refundYen!: number;
  @ApiProperty({ type: 'integer', description: 'stays' }) feeYen!: number;
  @ApiProperty({ type: 'integer' }) percent!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'until when this holds' }) until!: string | null;
  @ApiProperty({ type: String, enum: REFUND_ROUTES }) route!: RefundRoute;
  @ApiProperty({ type: String, description: 'how it comes back, in words' }) routeSaid!: string;
  @ApiProperty({ type: [String], description: 'ids of the seats that would be given back' }) seatIds!: string[];
}

export class WaitlistEntryView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) number!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'null: holds an offer' }) position!: number | null;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: 'integer' }) quantity!: number;
  @ApiProperty({ type: String, enum: ['waitlisted', 'offered'] }) status!: 'waitlisted' | 'offered';
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) offerEndsAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) queuedAt!: string;
  @ApiProperty({ type: String, nullable: true }) movedUpReason!: string | null;
}

export class WaitlistView {
  @ApiProperty({ type: [WaitlistEntryView] }) items!: WaitlistEntryView[];
}

export class RefundLineView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid' }) registrationId!: string;
  @ApiProperty({ type: 'integer' }) number!: number;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: String, description: 'how it was paid' }) method!: string;
  @ApiProperty({ type: String, enum: REFUND_CAUSES }) cause!: RefundCause;
  @ApiProperty({ type: String, enum: REFUND_STATUSES }) status!: RefundStatus;
  @ApiProperty({ type: String, nullable: true, description: 'what stands in the way, in words' }) problem!: string | null;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ type: String, format: 'date-time' }) wishedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) doneAt!: string | null;
  @ApiProperty({ type: Boolean }) canRetry!: boolean;
  @ApiProperty({ type: Boolean }) canMarkByHand!: boolean;
}

export class RefundProgressView {
  @ApiProperty({ type: 'integer' }) count!: number;
  @ApiProperty({ type: 'integer' }) totalYen!: number;
  @ApiProperty({ type: 'integer', description: 'arrived' }) done!: number;
  @ApiProperty({ type: 'integer' }) doneYen!: number;
  @ApiProperty({ type: 'integer', description: 'asked for, or waiting to be' }) underWay!: number;
  @ApiProperty({ type: 'integer' }) failed!: number;
  @ApiProperty({ type: 'integer', description: 'to be handed over by somebody' }) byHand!: number;
  @ApiProperty({ type: [RefundLineView], description: 'what needs somebody first' }) items!: RefundLineView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
