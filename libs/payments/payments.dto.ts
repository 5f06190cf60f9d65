import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, PageQuery } from '#libs/door';
import { TASK_KINDS, type TaskKind } from './tasks.js';

export const TASK_STATES = ['open', 'settled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export class TasksQuery extends PageQuery {
  @ChoiceField(TASK_STATES, { optional: true, description: 'open when left out' })
  state?: TaskState;
}

/** One column of an object, here and at Stripe. */
export class DifferenceView {
  @ApiProperty({ type: String }) column!: string;
  @ApiProperty({ type: String, nullable: true }) here!: string | null;
  @ApiProperty({ type: String, nullable: true }) atStripe!: string | null;
}

export class TaskCan {
  @ApiProperty({ type: Boolean, description: 'reads the object anew and takes over what Stripe says' }) mend!: boolean;
}

export class PaymentTaskView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: [...TASK_KINDS] }) kind!: TaskKind;
  @ApiProperty({ type: String, description: 'customer, price, session, subscription, invoice, charge, refund, dispute, transfer, balanceTransaction or event' }) objectKind!: string;
  @ApiProperty({ type: String, description: 'its id at Stripe' }) objectId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'what the object is for: dues, order, payout' }) purpose!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) subjectId!: string | null;
  @ApiProperty({ type: DifferenceView, isArray: true }) differences!: DifferenceView[];
  @ApiProperty({ type: String, nullable: true, description: 'of a letter: its type' }) eventType!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) foundAt!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'when it was last found so' }) seenAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) settledAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'who mended it; null when it agreed again by itself' }) settledBy!: string | null;
  @ApiProperty({ type: TaskCan }) can!: TaskCan;
}

export class PaymentTaskPage {
  @ApiProperty({ type: PaymentTaskView, isArray: true }) items!: PaymentTaskView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export const RECONCILIATION_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type ReconciliationState = (typeof RECONCILIATION_STATES)[number];

export class ReconciliationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: [...RECONCILIATION_STATES] }) status!: ReconciliationState;
  @ApiProperty({ type: String, nullable: true, description: 'who asked for it; null for the one of the night' }) askedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) askedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt!: string | null;
  @ApiProperty({ type: 'integer', description: 'objects compared' }) compared!: number;
  @ApiProperty({ type: 'integer', description: 'letters that had never arrived' }) eventsFilled!: number;
  @ApiProperty({ type: 'integer', description: 'objects that we had asked for and never heard of' }) adopted!: number;
  @ApiProperty({ type: 'integer', description: 'differences that remain; each is a task' }) differences!: number;
}

export class ReconciliationPage {
  @ApiProperty({ type: ReconciliationView, isArray: true }) items!: ReconciliationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
