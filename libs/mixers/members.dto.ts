import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, InstantField, PageQuery, ReasonView, TextField } from '#libs/door';
import { CAPABILITIES, TIERS, type Capability, type DuesStanding, type Membership, type Tier } from '#libs/tiers';
import { DUES_STANDINGS, FACTS, MEMBERSHIP_CLASSES, MEMBERSHIPS, type Fact, type MembershipClass } from './facts.js';
import { MEMBERSHIP_SAID } from './me.dto.js';

export class MembersQuery extends PageQuery {
  @TextField({ max: 80, min: 0, optional: true, description: 'part of a name, reading or address' }) q?: string;
  @ChoiceField(TIERS, { optional: true }) tier?: Tier;
  @ChoiceField(MEMBERSHIPS, { optional: true }) membership?: Membership;
  @ChoiceField(DUES_STANDINGS, { optional: true }) duesStanding?: DuesStanding;
}

/** A fact that the steward sets; what `value` may be depends on the fact. */
export class SetFact {
  @ChoiceField(FACTS) fact!: Fact;
  @TextField({ max: 60, description: 'what it says: a membership, class, tier, dues standing, the name of a certification; completed for the course; frozen for a freeze' })
  value!: string;
  @InstantField({ optional: true, description: 'from when; now without it' }) from?: Date;
  @InstantField({ optional: true, description: 'until when, for certifications and freezes' }) until?: Date;
  @TextField({ max: 1000, description: 'told to the person' }) reason!: string;
}

export class EndFact {
  @TextField({ max: 1000, description: 'told to the person' }) reason!: string;
}

/** A line of the members' table. */
export class MemberRowView {
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String, format: 'uuid' }) accountId!: string;
  @ApiProperty({ type: String }) displayName!: string;
  @ApiProperty({ type: String, description: 'family name first' }) name!: string;
  @ApiProperty({ type: String }) kana!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ type: String, format: 'date' }) joinedOn!: string;
  @ApiProperty({ type: String, enum: TIERS, nullable: true }) tier!: Tier | null;
  @ApiProperty({ type: String, enum: MEMBERSHIP_SAID }) membership!: Membership;
  @ApiProperty({ type: String, enum: MEMBERSHIP_CLASSES, nullable: true }) membershipClass!: MembershipClass | null;
  @ApiProperty({ type: String, enum: DUES_STANDINGS }) duesStanding!: DuesStanding;
  @ApiProperty({ type: String, format: 'date', nullable: true }) courseCompletedOn!: string | null;
  @ApiProperty({ type: [String] }) certifications!: string[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) frozenUntil!: string | null;
}

/** How many members the filter finds, by tier. */
export class MemberSumsView {
  @ApiProperty({ type: 'integer' }) all!: number;
  @ApiProperty({ type: 'integer' }) challenge!: number;
  @ApiProperty({ type: 'integer' }) junior!: number;
  @ApiProperty({ type: 'integer' }) senior!: number;
  @ApiProperty({ type: 'integer' }) none!: number;
}

export class MemberPageView {
  @ApiProperty({ type: [MemberRowView] }) items!: MemberRowView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiProperty({ type: MemberSumsView }) sums!: MemberSumsView;
}

export class FactCan {
  @ApiProperty({ type: Boolean }) end!: boolean;
}

export class FactView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: FACTS }) fact!: Fact;
  @ApiProperty({ type: String }) value!: string;
  @ApiProperty({ type: String, format: 'date-time' }) from!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) until!: string | null;
  @ApiProperty({ type: String, enum: ['past', 'now', 'planned'] }) holds!: 'past' | 'now' | 'planned';
  @ApiProperty({ type: String, nullable: true, description: 'who set it; null for the system' }) setBy!: string | null;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: FactCan }) can!: FactCan;
}

/** To which memberships the steward may move this person now. */
export class MemberCan {
  @ApiProperty({ type: Boolean }) accepted!: boolean;
  @ApiProperty({ type: Boolean }) active!: boolean;
  @ApiProperty({ type: Boolean }) paused!: boolean;
  @ApiProperty({ type: Boolean }) suspended!: boolean;
  @ApiProperty({ type: Boolean }) ended!: boolean;
}

export class MemberWhy {
  @ApiProperty({ type: [ReasonView], required: false }) accepted?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) active?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) paused?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) suspended?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) ended?: ReasonView[];
}

export class MemberView extends MemberRowView {
  @ApiProperty({ type: Boolean }) emailConfirmed!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'when the pledge was accepted' }) pledgedAt!: string | null;
  @ApiProperty({ type: [FactView], description: 'all of them, newest first' }) facts!: FactView[];
  @ApiProperty({ type: MemberCan }) can!: MemberCan;
  @ApiProperty({ type: MemberWhy }) why!: MemberWhy;
}

export class GateView {
  @ApiProperty({ type: String }) gate!: string;
  @ApiProperty({ type: String }) label!: string;
}

export class RuleView {
  @ApiProperty({ type: String, enum: CAPABILITIES }) capability!: Capability;
  @ApiProperty({ type: String }) label!: string;
  @ApiProperty({ type: String, enum: TIERS, isArray: true }) tiers!: Tier[];
  @ApiProperty({ type: [GateView] }) gates!: GateView[];
}

export class RuleSetView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, enum: ['draft', 'simulated', 'inForce', 'replaced'] }) status!: 'draft' | 'simulated' | 'inForce' | 'replaced';
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) inForceFrom!: string | null;
  @ApiProperty({ type: String }) note!: string;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: [RuleView] }) rules!: RuleView[];
}

export class RuleSetPageView {
  @ApiProperty({ type: [RuleSetView] }) items!: RuleSetView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
