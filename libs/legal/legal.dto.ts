import { ApiProperty } from '@nestjs/swagger';
import { DayField, EmailField, FlagField, IdListField, PatternField, TextField, WholeField } from '#libs/door';
import { LEGAL_KINDS, type LegalKind } from '#libs/words';

const BODY_MAX = 50_000;
const CHANGE_MAX = 500;

/** A version among others. */
export class LegalVersionView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'date', description: 'Tokyo day from which it holds' }) inForceOn!: string;
  @ApiProperty({ type: String, description: 'what is new; empty for the first' }) change!: string;
}

/** A text as it stands before its reader. */
export class LegalTextView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: LEGAL_KINDS }) kind!: LegalKind;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) title!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'date' }) inForceOn!: string;
  @ApiProperty({ type: String, format: 'date-time' }) publishedAt!: string;
  @ApiProperty({ type: String, description: 'Markdown' }) body!: string;
  @ApiProperty({ type: String, description: 'SHA-256 of the body, hexadecimal; the same is kept with an acceptance' }) sha256!: string;
  @ApiProperty({ type: String }) change!: string;
  @ApiProperty({ type: Boolean }) inForce!: boolean;
  @ApiProperty({ type: [LegalVersionView], description: 'every version, newest first' }) versions!: LegalVersionView[];
}

/** A text that somebody is asked to agree to. */
export class TextToAcceptView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: LEGAL_KINDS }) kind!: LegalKind;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'date' }) inForceOn!: string;
  @ApiProperty({ type: String, description: 'what is new since the version agreed to; empty when none was' }) change!: string;
  @ApiProperty({ type: Boolean, description: 'whether an older version was agreed to' }) again!: boolean;
}

export class TextsToAcceptView {
  @ApiProperty({ type: [TextToAcceptView] }) items!: TextToAcceptView[];
}

export class AcceptTexts {
  @IdListField({ max: 10, description: 'the versions that stood before the reader' })
  textIds!: string[];
}

/** A version as its editors see it. */
export class EditedTextView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'date' }) inForceOn!: string;
  @ApiProperty({ type: Boolean }) inForce!: boolean;
  @ApiProperty({ type: Boolean, description: 'whether those who agreed to an older version are asked again' }) asksAgain!: boolean;
  @ApiProperty({ type: String, description: 'Markdown; {name}, {address} and the like stand for what the cooperative says of itself' }) bodyJa!: string;
  @ApiProperty({ type: String }) bodyEn!: string;
  @ApiProperty({ type: String }) changeJa!: string;
  @ApiProperty({ type: String }) changeEn!: string;
  @ApiProperty({ type: String, format: 'date-time' }) publishedAt!: string;
  @ApiProperty({ type: String, nullable: true }) publishedByName!: string | null;
  @ApiProperty({ type: 'integer', description: 'how many accounts agreed to this version' }) acceptedBy!: number;
}

export class EditedTextsView {
  @ApiProperty({ type: String, enum: LEGAL_KINDS }) kind!: LegalKind;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: [String], description: 'what may stand in braces' }) braces!: string[];
  @ApiProperty({ type: [EditedTextView], description: 'newest first' }) items!: EditedTextView[];
}

/** A new version of a text. */
export class PublishText {
  @WholeField({ min: 1, max: 100_000, description: 'the version that was edited; another editor may have been faster' })
  basedOn!: number;

  @TextField({ max: BODY_MAX, description: 'Markdown' })
  bodyJa!: string;

  @TextField({ max: BODY_MAX, description: 'Markdown' })
  bodyEn!: string;

  @TextField({ max: CHANGE_MAX, description: 'what is new, in Japanese' })
  changeJa!: string;

  @TextField({ max: CHANGE_MAX, description: 'what is new, in English' })
  changeEn!: string;

  @DayField({ description: 'Tokyo day from which it holds, today or later' })
  inForceOn!: string;

  @FlagField({ description: 'whether those who agreed to an older version are asked again' })
  asksAgain!: boolean;
}

/** The cooperative as it calls itself on papers and public pages. */
export class CooperativeView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) address!: string;
  @ApiProperty({ type: String }) helpDesk!: string;
  @ApiProperty({ type: String }) representative!: string;
  @ApiProperty({ type: String }) phone!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ type: String, nullable: true, description: 'T and thirteen digits: registered for qualified invoices' }) registrationNumber!: string | null;
  @ApiProperty({ type: Boolean, description: 'a corporation’s number has a check digit, and this one does not fit it' }) registrationNumberDoubtful!: boolean;
}

export class DescribeCooperative {
  @TextField({ optional: true }) name?: string;
  @TextField({ optional: true }) address?: string;
  @TextField({ optional: true }) helpDesk?: string;
  @TextField({ optional: true, min: 0 }) representative?: string;
  @TextField({ optional: true, min: 0, max: 40 }) phone?: string;
  @EmailField({ optional: true }) email?: string;
  @PatternField(/^T\d{13}$/, 'registrationNumber', { optional: true, nullable: true, description: 'null: not registered' })
  registrationNumber?: string | null;
}

export class LegalTextQuery {
  @WholeField({ min: 1, max: 100_000, optional: true, description: 'the version in force when left out' })
  version?: number;
}
