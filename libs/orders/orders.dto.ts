import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, EmailField, FlagField, IdField, ListField, TextField, TextListField, WholeField } from '#libs/door';
import type { Locale } from '#libs/words';
import { MOST_SEATS, ORDER_METHODS, ORDER_STATUSES, type OrderMethod, type OrderStatus } from './order.rules.js';

/** An answer to a question of the host. */
export class AnswerInput {
  @TextField({ max: 40 }) questionId!: string;
  @TextField({ max: 1000, min: 0 }) text!: string;
}

/** What a guest sends to come. */
export class RegisterGuest {
  @IdField() ticketTypeId!: string;
  @WholeField({ min: 1, max: MOST_SEATS }) quantity!: number;
  @TextField({ max: 80 }) name!: string;
  @EmailField() email!: string;
  @ChoiceField(ORDER_METHODS) paymentMethod!: OrderMethod;
  @TextField({ max: 40, min: 0, optional: true, description: 'a code that counts for nothing keeps nobody out' }) referralCode?: string;
  @TextListField({ max: MOST_SEATS, maxLength: 80, optional: true, description: 'who comes along, after the first' }) partyNames?: string[];
  @ListField(() => AnswerInput, { max: 30, optional: true }) answers?: AnswerInput[];
  @ChoiceField(['ja', 'en'], { optional: true, description: 'of the letters; that of the request unless said' }) locale?: Locale;
  @FlagField({ optional: true, description: 'when it is full: wait for a seat' }) waitlist?: boolean;
  @TextListField({ max: 10, maxLength: 60, optional: true, description: 'kind and version of the texts that were shown and agreed to, like terms@3' }) acceptedTexts?: string[];
}

/** A registration as its maker gets it. */
export class RegistrationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: [...ORDER_STATUSES] }) status!: OrderStatus;
  @ApiProperty({ type: 'integer', description: '受付番号' }) number!: number;
  @ApiProperty({ type: String, required: false, description: 'where Stripe takes the payment' }) checkoutUrl?: string;
  @ApiProperty({ type: String, description: 'opens the registration without an account: for its holder alone' }) manageUrl!: string;
  @ApiProperty({ type: String, format: 'date-time', required: false }) holdExpiresAt?: string;
  @ApiProperty({ type: 'integer', required: false, description: 'place in the line, from 1' }) position?: number;
}
