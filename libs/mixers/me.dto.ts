import { ApiProperty } from '@nestjs/swagger';
import { Equals } from 'class-validator';
import { FlagField, IdField, InstantField, KanaField, ReasonView, TextField } from '#libs/door';
import { AccountView, ROLES, type Role, type SpaceRole } from '#libs/identity';
import { CAPABILITIES, TIERS, type Capability, type DuesStanding, type Membership, type Tier } from '#libs/tiers';
import { DUES_STANDINGS, MEMBERSHIP_CLASSES, MEMBERSHIPS, type MembershipClass } from './facts.js';
import type { Next } from './promotion.js';

export const MEMBERSHIP_SAID = ['none', ...MEMBERSHIPS] as const;

/** Oneself as a mixer. */
export class OwnMixerView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) displayName!: string;
  @ApiProperty({ type: String, enum: TIERS, nullable: true }) tier!: Tier | null;
  @ApiProperty({ type: String, enum: MEMBERSHIP_SAID }) membership!: Membership;
  @ApiProperty({ type: String, enum: MEMBERSHIP_CLASSES, nullable: true }) membershipClass!: MembershipClass | null;
  @ApiProperty({ type: String, enum: DUES_STANDINGS }) duesStanding!: DuesStanding;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Tokyo day' }) courseCompletedOn!: string | null;
  @ApiProperty({ type: [String] }) certifications!: string[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'no new bookings before this instant' }) frozenUntil!: string | null;
}

export class OwnSpaceView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) slug!: string;
  @ApiProperty({ type: String, enum: ['owner', 'manager', 'reception'] }) role!: SpaceRole;
}

export class MeView {
  @ApiProperty({ type: AccountView }) account!: AccountView;
  @ApiProperty({ type: String, enum: ROLES, isArray: true }) roles!: Role[];
  @ApiProperty({ type: OwnMixerView, required: false, description: 'absent for people who are no mixers' }) mixer?: OwnMixerView;
  @ApiProperty({ type: [OwnSpaceView] }) spaces!: OwnSpaceView[];
  @ApiProperty({ type: 'integer', description: 'notices not read yet' }) inboxUnread!: number;
}

export class CapabilitiesQuery {
  @IdField({ optional: true, description: 'asked for this space' }) spaceId?: string;
  @InstantField({ optional: true, description: 'asked for this instant; now without it' }) at?: Date;
}

export class RuleSetHeadView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'date-time' }) inForceFrom!: string;
}

export class CapabilityView {
  @ApiProperty({ type: String, enum: CAPABILITIES }) capability!: Capability;
  @ApiProperty({ type: String }) label!: string;
  @ApiProperty({ type: Boolean }) allowed!: boolean;
  @ApiProperty({ type: [ReasonView], description: 'every reason against' }) reasons!: ReasonView[];
  @ApiProperty({ type: [ReasonView], description: 'what is asked once the place and the time are known' }) conditions!: ReasonView[];
}

export class CriterionView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) label!: string;
  @ApiProperty({ type: 'integer' }) needed!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'null where nothing counts it yet' }) counted!: number | null;
  @ApiProperty({ type: Boolean, nullable: true }) met!: boolean | null;
}

export class NextTierView {
  @ApiProperty({ type: String, enum: ['activation', 'promotion', 'none'] }) step!: Next['step'];
  @ApiProperty({ type: String, enum: TIERS, nullable: true }) tier!: Tier | null;
  @ApiProperty({ type: [CriterionView] }) criteria!: CriterionView[];
}

export class CapabilitiesView {
  @ApiProperty({ type: RuleSetHeadView }) ruleSet!: RuleSetHeadView;
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: [CapabilityView] }) items!: CapabilityView[];
  @ApiProperty({ type: NextTierView }) next!: NextTierView;
}

/** An application to become a mixer: names as on papers, and the pledge. */
export class ApplyAsMixer {
  @TextField({ max: 60 }) familyName!: string;
  @TextField({ max: 60, min: 0, optional: true }) givenName?: string;
  @KanaField() familyKana!: string;
  @KanaField({ min: 0, optional: true }) givenKana?: string;
  @FlagField({ description: 'the pledge, in its present wording' })
  @Equals(true, { message: 'mustAccept' })
  acceptsPledge!: boolean;
}
