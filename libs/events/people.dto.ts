import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, PatternField, ReasonView, TextField } from '#libs/door';
import { PERSON_ROLES, POST_LABELS, type PersonRole, type PersonStatus } from './event.rules.js';
import { EventView } from './events.dto.js';

export class InvitePerson {
  @IdField() mixerId!: string;
  @ChoiceField(PERSON_ROLES) role!: PersonRole;
  @TextField({ max: 500 }) duty!: string;
}

export class PostLink {
  @PatternField(/^https:\/\/\S{3,490}$/, 'url') url!: string;
  @ChoiceField(POST_LABELS, { description: 'the label that the post carries' }) label!: string;
}

export class FindMixers {
  @TextField({ max: 80, min: 0, optional: true, description: 'part of the name' }) search?: string;
}

export class PersonCanView {
  @ApiProperty({ type: Boolean }) accept!: boolean;
  @ApiProperty({ type: Boolean }) decline!: boolean;
  @ApiProperty({ type: Boolean }) remove!: boolean;
  @ApiProperty({ type: Boolean }) post!: boolean;
}

export class EventPersonView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: PERSON_ROLES }) role!: PersonRole;
  @ApiProperty({ type: String, enum: ['invited', 'accepted', 'declined', 'withdrawn', 'removed'] }) status!: PersonStatus;
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) duty!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the order of the free seat' }) orderId!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) invitedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) answeredAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) postUrl!: string | null;
  @ApiProperty({ type: String, nullable: true }) postLabel!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) doneAt!: string | null;
  @ApiProperty({ type: PersonCanView }) can!: PersonCanView;
}

export class EventPeopleView {
  @ApiProperty({ type: [EventPersonView] }) items!: EventPersonView[];
}

/** An invitation as the invited person reads it. */
export class EventInvitationView extends EventPersonView {
  @ApiProperty({ type: EventView }) event!: EventView;
  @ApiProperty({ type: [ReasonView], description: 'why it cannot be accepted; empty when it can' }) why!: ReasonView[];
}

export class EventInvitationListView {
  @ApiProperty({ type: [EventInvitationView] }) items!: EventInvitationView[];
}

export class MixerToInviteView {
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, nullable: true }) tier!: string | null;
  @ApiProperty({ type: [String], description: 'roles that this mixer may take at that time' }) roles!: string[];
}

export class MixersToInviteView {
  @ApiProperty({ type: [MixerToInviteView] }) items!: MixerToInviteView[];
}
