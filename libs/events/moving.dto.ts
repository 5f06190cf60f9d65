import { ApiProperty } from '@nestjs/swagger';
import { FlagField, IdField, InstantField, ReasonView, TextField, ThingField, WholeField } from '#libs/door';
import { SplitInput } from '#libs/revenue';
import { ShareView } from './agreeing.dto.js';

/**
 * Another time, room or space. Of the host it is a wish that the space answers; the space says it, or answers by naming nothing. Into another space
 * it is a wish of anybody, and where it is not the host's the host answers first, by naming nothing.
 */
export class MoveEvent {
  @InstantField({ optional: true }) startsAt?: Date;
  @InstantField({ optional: true }) endsAt?: Date;
  @IdField({ optional: true }) resourceId?: string;
  @IdField({ optional: true, description: 'another designated space' }) spaceId?: string;
  @TextField({ max: 500, optional: true, description: 'told to guests; needed unless a wish is answered' }) reason?: string;
  @WholeField({ min: 1, max: 10_000, optional: true, description: 'of a space that takes the event in: the version of the split that it has read and agrees to; 409 when another stands' })
  splitVersion?: number;
  @InstantField({ optional: true, description: 'of an answer: when what was read was said, `wishedAt` of the wish or `at` of the counter-offer to it; 409 when something else has been said since' })
  saidAt?: Date;
  @FlagField({ optional: true, description: 'of the owner of the space it goes to: yes to a time outside its opening hours' }) outsideHours?: boolean;
}

/** What the space it would move to asks for instead. */
export class CounterMove {
  @ThingField(() => SplitInput) split!: SplitInput;
  @TextField({ max: 1000, min: 0, optional: true }) note?: string;
  @FlagField({ optional: true, description: 'of its owner: yes to a time outside opening hours, kept until the host has answered' }) outsideHours?: boolean;
}

export class RefuseMove {
  @TextField({ max: 500, description: 'told to the other side' }) reason!: string;
}

export class MovedFromView {
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String }) place!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) movedAt!: string;
}

export class MoveCounterView {
  @ApiProperty({ type: String, enum: ['gross', 'net'] }) base!: 'gross' | 'net';
  @ApiProperty({ type: [ShareView] }) shares!: ShareView[];
  @ApiProperty({ type: String }) note!: string;
  @ApiProperty({ type: String, description: 'who asks for it' }) name!: string;
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
}

export class MoveWishCanView {
  @ApiProperty({ type: Boolean, description: 'say yes: the space to the wish, the host to what the space asks for instead, or to what somebody else wishes' }) allow!: boolean;
  @ApiProperty({ type: Boolean, description: 'ask for another split; the space it would move to, until something was sold' }) counter!: boolean;
  @ApiProperty({ type: Boolean, description: 'say no, with a reason; of whose wish it is it takes the wish back' }) refuse!: boolean;
  @ApiProperty({ type: Boolean, description: 'read how the money is shared' }) money!: boolean;
}

export class MoveWishWhyView {
  @ApiProperty({ type: [ReasonView], required: false, description: 'why the space it would go to cannot say yes, nor ask for another split' }) allow?: ReasonView[];
}

export class MoveWishView {
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) spaceId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) resourceId!: string | null;
  @ApiProperty({ type: String, description: 'the place in words' }) place!: string;
  @ApiProperty({ type: Boolean, description: 'into another space, which has to agree to the split' }) elsewhere!: boolean;
  @ApiProperty({ type: Boolean, description: 'outside the opening hours of that space, whose owner has to say yes to it' }) outsideHours!: boolean;
  @ApiProperty({ type: Boolean, description: 'not the host’s own wish: the space is asked once the host has said yes' }) waitsForHost!: boolean;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, description: 'who wishes it; empty where that was not kept' }) name!: string;
  @ApiProperty({ type: String, format: 'date-time' }) wishedAt!: string;
  @ApiProperty({ type: MoveCounterView, nullable: true, description: 'what the space asks for instead; the host answers it' }) counter!: MoveCounterView | null;
  @ApiProperty({ type: MoveWishCanView }) can!: MoveWishCanView;
  @ApiProperty({ type: MoveWishWhyView }) why!: MoveWishWhyView;
}

/** The no to the last wish. */
export class MoveAnswerView {
  @ApiProperty({ type: String, enum: ['host', 'space'] }) side!: 'host' | 'space';
  @ApiProperty({ type: Boolean, description: 'by whose wish it was' }) takenBack!: boolean;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, description: 'who said so' }) name!: string;
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'the time that was wished for' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
}
