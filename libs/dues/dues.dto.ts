import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, CSV_ENCODINGS, DayField, FlagField, IdField, IdListField, PageQuery, PatternField, ReasonView, TextField, WholeField, YenField, type CsvEncoding } from '#libs/door';
import { DUES_STANDINGS } from '#libs/mixers';
import { TIERS, type DuesStanding, type Tier } from '#libs/tiers';
import { CONFIRMATION_ITEMS, TAX_CATEGORIES, type ConfirmationItem, type TaxCategory } from '#libs/words';
import { CHARGE_STATES, DUES_ITEMS, DUES_METHODS, PAUSE_MONTHS_A_YEAR, type ChargeState, type DuesItem, type DuesMethod } from './dues.rules.js';

/** Ways of paying that a mixer chooses; by hand is set by the treasurer. */
export const OWN_METHODS = ['card', 'invoice'] as const;
export type OwnMethod = (typeof OWN_METHODS)[number];
const PLAN_STATES = ['starting', 'live', 'paused', 'ending', 'ended'] as const;
export type PlanSaid = (typeof PLAN_STATES)[number];
/** Everything one can do about one's own dues; the view says which is open. */
export const DUES_VERBS = ['join', 'portal', 'pay', 'payCourse', 'cancel', 'keep', 'pause', 'resume', 'stepDown'] as const;
export type DuesVerb = (typeof DUES_VERBS)[number];
const SOURCES = ['stripe', 'bank', 'cash'] as const;

export class DuesOfferQuery {
  @ChoiceField(OWN_METHODS) method!: OwnMethod;
}

/** One of the six items of the final confirmation. */
export class ConfirmationLineView {
  @ApiProperty({ type: String, enum: CONFIRMATION_ITEMS }) item!: ConfirmationItem;
  @ApiProperty({ type: String }) label!: string;
  @ApiProperty({ type: [String] }) lines!: string[];
}

/** What somebody would agree to. */
export class DuesOfferView {
  @ApiProperty({ type: String, enum: OWN_METHODS }) method!: OwnMethod;
  @ApiProperty({ type: String, enum: TIERS }) tier!: Tier;
  @ApiProperty({ type: 'integer', description: 'a month' }) priceYen!: number;
  @ApiProperty({ type: String, enum: TAX_CATEGORIES }) taxCategory!: TaxCategory;
  @ApiProperty({ type: String, format: 'date', description: 'Tokyo day of the first charge' }) firstOn!: string;
  @ApiProperty({ type: 'integer', description: 'days to pay an invoice' }) daysUntilDue!: number;
  @ApiProperty({ type: [ConfirmationLineView] }) items!: ConfirmationLineView[];
}

/** Choosing how to pay, after the final confirmation. */
export class JoinDues {
  @ChoiceField(OWN_METHODS, { description: 'card: Checkout of Stripe; invoice: convenience store or bank transfer, each month' }) method!: OwnMethod;
  @IdListField({ max: 10, description: 'the versions of the legal texts that stood before the reader' }) acceptedTexts!: string[];
}

/** A page of Stripe to go to; null where nothing has to be done there. */
export class DuesDoorView {
  @ApiProperty({ type: String, nullable: true }) url!: string | null;
}

export class OpenPortal {
  @ChoiceField(['cardUpdate'], { optional: true, description: 'straight to the card' }) flow?: 'cardUpdate';
}

export class PauseDues {
  @WholeField({ min: 1, max: PAUSE_MONTHS_A_YEAR, description: 'whole months, from the first of the next one' }) months!: number;
}

export class StepDownQuery {
  @ChoiceField(TIERS) tier!: Tier;
}
export class StepDown extends StepDownQuery {}

/** A booking that would fall away. */
export class FallingAwayView {
  @ApiProperty({ type: String, format: 'uuid' }) commitmentId!: string;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String, enum: ['shift', 'slot', 'event', 'duty'] }) kind!: string;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: [ReasonView] }) reasons!: ReasonView[];
}

/** What a step down would bring. */
export class StepDownView {
  @ApiProperty({ type: String, enum: TIERS }) from!: Tier;
  @ApiProperty({ type: String, enum: TIERS }) to!: Tier;
  @ApiProperty({ type: String, format: 'date', description: 'Tokyo day from which the lower tier holds' }) on!: string;
  @ApiProperty({ type: 'integer', description: 'charged or given back at once: nothing' }) dueNowYen!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'the month now; null without a plan' }) wasYen!: number | null;
  @ApiProperty({ type: 'integer', description: 'a month from then on' }) becomesYen!: number;
  @ApiProperty({ type: [FallingAwayView] }) fallsAway!: FallingAwayView[];
}

export class DuesPlanView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: DUES_METHODS }) method!: DuesMethod;
  @ApiProperty({ type: String, enum: PLAN_STATES }) state!: PlanSaid;
  @ApiProperty({ type: String, enum: TIERS }) tier!: Tier;
  @ApiProperty({ type: 'integer' }) priceYen!: number;
  @ApiProperty({ type: String, enum: TIERS, nullable: true, description: 'what changes with the next month, null when nothing does' }) nextTier!: Tier | null;
  @ApiProperty({ type: 'integer', nullable: true }) nextPriceYen!: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) nextFrom!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) firstOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'nothing is charged from this day on' }) endsOn!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the page of Stripe on which to go on, while starting' }) checkoutUrl!: string | null;
}

export class FailureView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) message!: string;
}

export class DuesPaymentView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: SOURCES }) source!: (typeof SOURCES)[number];
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: String, format: 'date-time' }) paidAt!: string;
  @ApiProperty({ type: Boolean, description: 'came in twice and goes back' }) surplus!: boolean;
  @ApiProperty({ type: 'integer' }) refundedYen!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) reversedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) reversedReason!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the newest receipt' }) receiptId!: string | null;
}

/** One charge of the timeline. */
export class DuesChargeView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: DUES_ITEMS }) item!: DuesItem;
  @ApiProperty({ type: String }) label!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Tokyo month YYYY-MM; null for the course' }) month!: string | null;
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: String, enum: TAX_CATEGORIES }) taxCategory!: TaxCategory;
  @ApiProperty({ type: String, enum: CHARGE_STATES }) state!: ChargeState;
  @ApiProperty({ type: String, format: 'date' }) dueOn!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) chargedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) paidAt!: string | null;
  @ApiProperty({ type: FailureView, nullable: true, description: 'why it has not been paid' }) failure!: FailureView | null;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'when it is tried again by itself' }) nextAttemptAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'what follows for the tier while it is open' }) effect!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'where this one can be paid at once' }) payUrl!: string | null;
  @ApiProperty({ type: [DuesPaymentView] }) payments!: DuesPaymentView[];
}

export class ArrearsView {
  @ApiProperty({ type: String, format: 'date' }) since!: string;
  @ApiProperty({ type: 'integer' }) owedYen!: number;
  @ApiProperty({ type: FailureView }) failure!: FailureView;
  @ApiProperty({ type: String, format: 'date', description: 'no new bookings from here on' }) restrictedOn!: string;
  @ApiProperty({ type: String, format: 'date', description: 'the dues end' }) endsOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'an override holds until this day' }) overrideUntil!: string | null;
}

export class NextChargeView {
  @ApiProperty({ type: String, format: 'date' }) on!: string;
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: String, enum: TIERS }) tier!: Tier;
}

export class DuesPauseView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'date' }) fromOn!: string;
  @ApiProperty({ type: String, format: 'date', description: 'the first day that is no longer paused' }) untilOn!: string;
  @ApiProperty({ type: String, enum: ['planned', 'running', 'over'] }) state!: 'planned' | 'running' | 'over';
}

export class PauseRoomView {
  @ApiProperty({ type: String, description: 'calendar year' }) year!: string;
  @ApiProperty({ type: 'integer' }) monthsLeft!: number;
}

export class PriceView {
  @ApiProperty({ type: String, enum: DUES_ITEMS }) item!: DuesItem;
  @ApiProperty({ type: String }) label!: string;
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: String, enum: TAX_CATEGORIES }) taxCategory!: TaxCategory;
}

export class DuesCanView implements Record<DuesVerb, boolean> {
  @ApiProperty({ type: Boolean }) join!: boolean;
  @ApiProperty({ type: Boolean }) portal!: boolean;
  @ApiProperty({ type: Boolean }) pay!: boolean;
  @ApiProperty({ type: Boolean }) payCourse!: boolean;
  @ApiProperty({ type: Boolean }) cancel!: boolean;
  @ApiProperty({ type: Boolean }) keep!: boolean;
  @ApiProperty({ type: Boolean }) pause!: boolean;
  @ApiProperty({ type: Boolean }) resume!: boolean;
  @ApiProperty({ type: Boolean }) stepDown!: boolean;
}

export class DuesWhyView implements Partial<Record<DuesVerb, ReasonView[]>> {
  @ApiProperty({ type: [ReasonView], required: false }) join?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) portal?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) pay?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) payCourse?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) cancel?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) keep?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) pause?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) resume?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) stepDown?: ReasonView[];
}

/** All about one's own dues. */
export class OwnDuesView {
  @ApiProperty({ type: DuesPlanView, nullable: true }) plan!: DuesPlanView | null;
  @ApiProperty({ type: String, enum: DUES_STANDINGS }) standing!: DuesStanding;
  @ApiProperty({ type: String, enum: TIERS, nullable: true }) tier!: Tier | null;
  @ApiProperty({ type: ArrearsView, nullable: true }) arrears!: ArrearsView | null;
  @ApiProperty({ type: NextChargeView, nullable: true }) nextCharge!: NextChargeView | null;
  @ApiProperty({ type: [DuesPauseView] }) pauses!: DuesPauseView[];
  @ApiProperty({ type: [PauseRoomView], description: 'this calendar year and the next' }) pauseRoom!: PauseRoomView[];
  @ApiProperty({ type: [PriceView], description: 'as of today' }) prices!: PriceView[];
  @ApiProperty({ type: [DuesChargeView], description: 'newest first' }) timeline!: DuesChargeView[];
  @ApiProperty({ type: DuesCanView }) can!: DuesCanView;
  @ApiProperty({ type: DuesWhyView }) why!: DuesWhyView;
}

// The treasurer's side.

const SIDES = ['behind', 'all', ...DUES_STANDINGS] as const;

export class DuesQuery extends PageQuery {
  @ChoiceField(SIDES, { optional: true, description: 'behind (the default): grace and restricted' }) standing?: (typeof SIDES)[number];
  @ChoiceField(DUES_METHODS, { optional: true }) method?: DuesMethod;
  @TextField({ max: 80, min: 0, optional: true, description: 'part of a name, reading or address' }) q?: string;
}

/** The charge that has been owed longest. */
export class OldestOwedView {
  @ApiProperty({ type: String, nullable: true, description: 'Tokyo month `YYYY-MM`; null for the course' }) month!: string | null;
  @ApiProperty({ type: 'integer' }) amountYen!: number;
}

export class DuesMemberView {
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) kana!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ type: String, enum: DUES_METHODS }) method!: DuesMethod;
  @ApiProperty({ type: String, enum: PLAN_STATES }) state!: PlanSaid;
  @ApiProperty({ type: String, enum: TIERS }) tier!: Tier;
  @ApiProperty({ type: 'integer' }) priceYen!: number;
  @ApiProperty({ type: String, enum: DUES_STANDINGS }) standing!: DuesStanding;
  @ApiProperty({ type: 'integer' }) owedYen!: number;
  @ApiProperty({ type: OldestOwedView, nullable: true, description: 'what a payment settles first' }) oldestOwed!: OldestOwedView | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) since!: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'days behind' }) ageDays!: number | null;
  @ApiProperty({ type: FailureView, nullable: true }) failure!: FailureView | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) nextAttemptAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastContactAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'what was written then' }) lastContact!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) overrideUntil!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) overrideId!: string | null;
}

export class DuesSumsView {
  @ApiProperty({ type: 'integer' }) good!: number;
  @ApiProperty({ type: 'integer' }) grace!: number;
  @ApiProperty({ type: 'integer' }) restricted!: number;
  @ApiProperty({ type: 'integer' }) ended!: number;
  @ApiProperty({ type: 'integer' }) owedYen!: number;
}

export class DuesPageView {
  @ApiProperty({ type: [DuesMemberView], description: 'the longest behind first' }) items!: DuesMemberView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiProperty({ type: DuesSumsView, description: 'of everybody with a plan' }) sums!: DuesSumsView;
}

export class CountedYenView {
  @ApiProperty({ type: 'integer' }) count!: number;
  @ApiProperty({ type: 'integer' }) yen!: number;
}

export class MonthByStateView implements Record<ChargeState, CountedYenView> {
  @ApiProperty({ type: CountedYenView }) open!: CountedYenView;
  @ApiProperty({ type: CountedYenView }) charged!: CountedYenView;
  @ApiProperty({ type: CountedYenView }) retrying!: CountedYenView;
  @ApiProperty({ type: CountedYenView }) asking!: CountedYenView;
  @ApiProperty({ type: CountedYenView }) paid!: CountedYenView;
  @ApiProperty({ type: CountedYenView }) refunded!: CountedYenView;
  @ApiProperty({ type: CountedYenView }) waived!: CountedYenView;
  @ApiProperty({ type: CountedYenView }) void!: CountedYenView;
  @ApiProperty({ type: CountedYenView }) writtenOff!: CountedYenView;
}

export class MonthByMethodView {
  @ApiProperty({ type: String, enum: DUES_METHODS }) method!: DuesMethod;
  @ApiProperty({ type: 'integer' }) count!: number;
  @ApiProperty({ type: 'integer' }) yen!: number;
  @ApiProperty({ type: 'integer' }) paid!: number;
  @ApiProperty({ type: 'integer' }) paidYen!: number;
}

/** A line of the month, for the list and the CSV. */
export class MonthChargeView {
  @ApiProperty({ type: String, format: 'uuid' }) chargeId!: string;
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) kana!: string;
  @ApiProperty({ type: String, enum: DUES_ITEMS }) item!: DuesItem;
  @ApiProperty({ type: String, enum: DUES_METHODS }) method!: DuesMethod;
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: String, enum: TAX_CATEGORIES }) taxCategory!: TaxCategory;
  @ApiProperty({ type: String, enum: CHARGE_STATES }) state!: ChargeState;
  @ApiProperty({ type: String, format: 'date' }) dueOn!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) paidAt!: string | null;
  @ApiProperty({ type: String, enum: SOURCES, nullable: true }) source!: (typeof SOURCES)[number] | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the payment that settled it' }) paymentId!: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'kept by Stripe' }) feeYen!: number | null;
  @ApiProperty({ type: FailureView, nullable: true }) failure!: FailureView | null;
  @ApiProperty({ type: Boolean, description: 'its invoice was marked as paid at Stripe by hand, and what came in is not written down here' }) markedPaidAtStripe!: boolean;
  @ApiProperty({ type: Boolean, description: 'whether a payment by hand can be recorded' }) canRecord!: boolean;
  @ApiProperty({ type: Boolean, description: 'whether its payment can be taken back' }) canReverse!: boolean;
}

export class DuesMonthQuery extends PageQuery {
  @ChoiceField(CHARGE_STATES, { optional: true }) state?: ChargeState;
}

/** A month and how far it has come. */
export class DuesMonthView {
  @ApiProperty({ type: String }) month!: string;
  @ApiProperty({ type: 'integer', description: 'charges of the month that count: all but withdrawn ones' }) charges!: number;
  @ApiProperty({ type: 'integer' }) chargedYen!: number;
  @ApiProperty({ type: 'integer' }) settled!: number;
  @ApiProperty({ type: 'integer' }) settledYen!: number;
  @ApiProperty({ type: 'integer', description: 'plans of which the month’s charge has not come yet' }) missing!: number;
  @ApiProperty({ type: 'integer', description: 'charges whose invoice was marked as paid at Stripe by hand: to be written down' }) markedPaidAtStripe!: number;
  @ApiProperty({ type: 'integer', description: 'kept by Stripe' }) feesYen!: number;
  @ApiProperty({ type: 'integer' }) refundedYen!: number;
  @ApiProperty({ type: 'integer', description: 'mixers who pause this month' }) paused!: number;
  @ApiProperty({ type: MonthByStateView }) byState!: MonthByStateView;
  @ApiProperty({ type: [MonthByMethodView] }) byMethod!: MonthByMethodView[];
  @ApiProperty({ type: [MonthChargeView] }) items!: MonthChargeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class DuesCsvQuery {
  @PatternField(/^\d{4}-(0[1-9]|1[0-2])$/, 'month', { description: 'Tokyo month YYYY-MM' }) month!: string;
  @ChoiceField(CSV_ENCODINGS, { optional: true, description: 'utf8 (the default) begins with a byte order mark; sjis is what older programs read' }) encoding?: CsvEncoding;
  @FlagField({ optional: true, description: 'write 〓 for a character that Shift_JIS does not have, instead of refusing' }) substitute?: boolean;
}

export class RemindMixers {
  @IdListField({ max: 500 }) mixerIds!: string[];
}

export class RemindedView {
  @ApiProperty({ type: 'integer' }) sent!: number;
  @ApiProperty({ type: 'integer', description: 'owe nothing now, or were written to within a day' }) skipped!: number;
}

export class RecordPayment {
  @IdField() mixerId!: string;
  @PatternField(/^\d{4}-(0[1-9]|1[0-2])$/, 'month', { optional: true, description: 'Tokyo month YYYY-MM; none for the course fee' }) month?: string;
  @ChoiceField(['bank', 'cash']) source!: 'bank' | 'cash';
  @YenField({ max: 100_000 }) amountYen!: number;
  @DayField({ description: 'when it came in; not later than today' }) paidOn!: string;
  @TextField({ max: 500, description: 'from where it is known' }) reason!: string;
}

export class ReversePayment {
  @TextField({ max: 500, description: 'told to the person' }) reason!: string;
}

export class SetOverride {
  @IdField() mixerId!: string;
  @DayField({ description: 'the last day on which it holds' }) lastOn!: string;
  @TextField({ max: 1000, description: 'kept, not told' }) reason!: string;
}

export class OverrideView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String, format: 'date' }) fromOn!: string;
  @ApiProperty({ type: String, format: 'date', description: 'the first day on which it no longer holds' }) untilOn!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, nullable: true }) setBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) liftedAt!: string | null;
}

export class SetManualPlan {
  @IdField() mixerId!: string;
  @TextField({ max: 500 }) reason!: string;
}

export class SetPrice {
  @ChoiceField(DUES_ITEMS) item!: DuesItem;
  @YenField({ min: 50, max: 100_000, description: 'whole yen, tax included' }) amountYen!: number;
  @ChoiceField(TAX_CATEGORIES) taxCategory!: TaxCategory;
  @DayField({ description: 'the first of a month to come, or for the course any day to come' }) validFrom!: string;
  @TextField({ max: 500 }) reason!: string;
}

export class PriceRowView extends PriceView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'date' }) validFrom!: string;
  @ApiProperty({ type: String, enum: ['past', 'now', 'planned'] }) holds!: 'past' | 'now' | 'planned';
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, nullable: true }) setBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) setAt!: string;
}

export class PriceListView {
  @ApiProperty({ type: [PriceRowView], description: 'newest first' }) items!: PriceRowView[];
}
