import { ApiProperty } from '@nestjs/swagger';
import { FlagField, PageQuery } from '#libs/door';

export class InboxQuery extends PageQuery {
  @FlagField({ optional: true, description: 'only those not opened yet' }) unread?: boolean;
}

export class InboxItemView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) template!: string;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) subject!: string;
  @ApiProperty({ type: String, description: 'plain text, a blank line between paragraphs' }) body!: string;
  @ApiProperty({ type: String, nullable: true, description: 'path of the page it leads to' }) href!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'what the link is called' }) linkLabel!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readAt!: string | null;
}

export class InboxView {
  @ApiProperty({ type: [InboxItemView] }) items!: InboxItemView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiProperty({ type: 'integer', description: 'all notices not opened yet, whatever the filter' }) unread!: number;
}
