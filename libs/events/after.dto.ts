import { ApiProperty } from '@nestjs/swagger';
import { IdField, TextField, WholeField } from '#libs/door';

/** The key of a registration, from the link in the guest's mail. */
export class LinkQuery {
  @TextField({ max: 200, optional: true, description: 'from the link of the registration' }) token?: string;
}

export class AnswerSurvey {
  @WholeField({ min: 1, max: 5, description: 'how it was: 1 to 5' }) satisfaction!: number;
  @TextField({ max: 2_000, min: 0, optional: true, description: 'what was good' }) good?: string;
  @TextField({ max: 2_000, min: 0, optional: true, description: 'what the guest wishes for' }) wish?: string;
}

/** The three questions, and what was answered. */
export class SurveyView {
  @ApiProperty({ type: Boolean }) open!: boolean;
  @ApiProperty({ type: 'integer', nullable: true, description: 'null before the answer' }) satisfaction!: number | null;
  @ApiProperty({ type: String }) good!: string;
  @ApiProperty({ type: String }) wish!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) answeredAt!: string | null;
}

/** What a guest shows of themselves to the others of that evening. */
export class ShowCard {
  @TextField({ max: 80 }) displayName!: string;
  @TextField({ max: 300, min: 0, optional: true, description: 'what one does, or looks for' }) about?: string;
  @TextField({ max: 200, description: 'seen by those alone with whom the wish is mutual' }) contact!: string;
}

export class WishContact {
  @IdField({ description: 'one’s own place' }) fromSeatId!: string;
  @IdField({ description: 'the place of whom one would like to stay in touch with' }) toSeatId!: string;
}

export class OwnCardView {
  @ApiProperty({ type: String, format: 'uuid' }) seatId!: string;
  @ApiProperty({ type: String, description: 'who sits there' }) name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: this place shows no card' }) displayName!: string | null;
  @ApiProperty({ type: String }) about!: string;
  @ApiProperty({ type: String }) contact!: string;
}

/** Somebody else of that evening. */
export class MetCardView {
  @ApiProperty({ type: String, format: 'uuid' }) seatId!: string;
  @ApiProperty({ type: String }) displayName!: string;
  @ApiProperty({ type: String }) about!: string;
  @ApiProperty({ type: [String], description: 'one’s own places from which the wish went out' }) wishedFrom!: string[];
  @ApiProperty({ type: Boolean, description: 'both have said yes' }) mutual!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'only when both have said yes' }) contact!: string | null;
}

export class ContactsView {
  @ApiProperty({ type: Boolean }) open!: boolean;
  @ApiProperty({ type: String, format: 'date-time', description: 'until when contacts can be exchanged' }) closesAt!: string;
  @ApiProperty({ type: [OwnCardView] }) own!: OwnCardView[];
  @ApiProperty({ type: [MetCardView], description: 'empty until one shows a card' }) met!: MetCardView[];
}
