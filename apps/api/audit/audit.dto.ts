import { ApiProperty } from '@nestjs/swagger';
import { IdField, PageQuery, TextField } from '#libs/door';

export class AuditQuery extends PageQuery {
  @TextField({ max: 80, optional: true, description: 'an action, or how actions begin: `shift.`' }) action?: string;
  @IdField({ optional: true, description: 'the thing it was done to' }) subjectId?: string;
  @IdField({ optional: true }) spaceId?: string;
  @IdField({ optional: true, description: 'the person it was done to' }) concernsAccountId?: string;
}

class AuditActorView {
  @ApiProperty({ type: String, enum: ['account', 'clock', 'command'] }) kind!: 'account' | 'clock' | 'command';
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
}

class AuditSubjectView {
  @ApiProperty({ type: String }) type!: string;
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
}

export class AuditEntryView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: String }) action!: string;
  @ApiProperty({ type: String, description: 'what was done, in the reader’s language, to follow the name of who did it' }) sentence!: string;
  @ApiProperty({ type: AuditActorView }) actor!: AuditActorView;
  @ApiProperty({ type: AuditSubjectView }) subject!: AuditSubjectView;
  @ApiProperty({ type: String, nullable: true }) concernsName!: string | null;
  @ApiProperty({ type: String, nullable: true }) spaceName!: string | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: Object, additionalProperties: true, nullable: true }) before!: Record<string, unknown> | null;
  @ApiProperty({ type: Object, additionalProperties: true, nullable: true }) after!: Record<string, unknown> | null;
}

export class AuditView {
  @ApiProperty({ type: [AuditEntryView] }) items!: AuditEntryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
