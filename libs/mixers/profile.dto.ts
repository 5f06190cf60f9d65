import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { plainToInstance, Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsUrl, Matches, ValidateNested } from 'class-validator';
import { ChoiceField, IdListField, KanaField, PageQuery, PatternField, TextField, TextListField } from '#libs/door';
import { TIERS, type Tier } from '#libs/tiers';
import { AUDIENCES, PROFILE_FIELDS, type Audience, type ProfileField } from './audience.js';

const PREFECTURE = /^(0[1-9]|[1-3]\d|4[0-7])$/;
const TELEPHONE = /^$|^\+?\d[\d-]{7,17}\d$/;
const MOST_CHOSEN = 200;
const MOST_LINKS = 10;
const TEXT_MAX = 2000;

export class FamilyAndGiven {
  @TextField({ max: 60 }) family!: string;
  @TextField({ max: 60, min: 0, optional: true }) given?: string;
}

export class FamilyAndGivenKana {
  @KanaField() family!: string;
  @KanaField({ min: 0, optional: true }) given?: string;
}

/** A change of one field: its value, who may see it, or both. */
export class FieldChange {
  @ChoiceField(PROFILE_FIELDS) field!: ProfileField;
  @ChoiceField(AUDIENCES, { optional: true }) audience?: Audience;
}

export class DisplayNameChange extends FieldChange {
  declare field: 'displayName';
  @TextField({ max: 80, optional: true }) value?: string;
}

export class NameChange extends FieldChange {
  declare field: 'name';
  @NestedField(() => FamilyAndGiven) value?: FamilyAndGiven;
}

export class KanaChange extends FieldChange {
  declare field: 'kana';
  @NestedField(() => FamilyAndGivenKana) value?: FamilyAndGivenKana;
}

export class AreasChange extends FieldChange {
  declare field: 'areas';
  @TextListField({ max: 47, maxLength: 2, optional: true, description: 'prefectures, JIS codes 01 to 47' })
  @Matches(PREFECTURE, { each: true, message: 'prefecture' })
  value?: string[];
}

export class SkillsChange extends FieldChange {
  declare field: 'skills';
  @TextListField({ max: 30, maxLength: 60, optional: true }) value?: string[];
}

export class WritingChange extends FieldChange {
  declare field: 'whatIDo' | 'whatICanGive';
  @TextField({ max: TEXT_MAX, min: 0, optional: true }) value?: string;
}

export class LinksChange extends FieldChange {
  declare field: 'links';
  @TextListField({ max: MOST_LINKS, maxLength: 500, optional: true })
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true }, { each: true, message: 'url' })
  value?: string[];
}

export class PhoneChange extends FieldChange {
  declare field: 'phone';
  @PatternField(TELEPHONE, 'phone', { optional: true }) value?: string;
}

const CHANGES = {
  displayName: DisplayNameChange,
  name: NameChange,
  kana: KanaChange,
  areas: AreasChange,
  skills: SkillsChange,
  whatIDo: WritingChange,
  whatICanGive: WritingChange,
  links: LinksChange,
  phone: PhoneChange,
} as const satisfies Record<ProfileField, typeof FieldChange>;
export type ProfileChange = InstanceType<(typeof CHANGES)[ProfileField]>;

const CHANGE_CLASSES = [...new Set(Object.values(CHANGES))];

/** What was given as a thing with fields; anything else counts as one without any, whose fields are then missed by name. */
const asThing = (given: unknown): object => (typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {});

/** Each change is read by the class of its field; what names no field is read by none and refused. */
function readChange(given: unknown): FieldChange {
  const thing = asThing(given);
  const named = 'field' in thing ? PROFILE_FIELDS.find((field) => field === thing.field) : undefined;
  return plainToInstance<FieldChange, unknown>(named ? CHANGES[named] : FieldChange, thing);
}

@ApiExtraModels(...CHANGE_CLASSES)
export class ChangeProfile {
  @IsDefined({ message: 'required' })
  @IsArray({ message: 'list' })
  @ArrayMaxSize(PROFILE_FIELDS.length, { message: `tooMany max=${PROFILE_FIELDS.length}` })
  @ValidateNested({ each: true, message: 'object' })
  @Transform(({ obj }: { obj: { fields?: unknown } }) => (Array.isArray(obj.fields) ? obj.fields.map(readChange) : obj.fields))
  @ApiProperty({ type: 'array', maxItems: PROFILE_FIELDS.length, items: { oneOf: CHANGE_CLASSES.map((change) => ({ $ref: getSchemaPath(change) })) } })
  fields!: ProfileChange[];
}

export class ChoosePeople {
  @IdListField({ max: MOST_CHOSEN }) mixerIds!: string[];
}

export const PREVIEWED = ['everyone', 'mixers', 'spaces', 'chosen'] as const;

export class PreviewQuery {
  @ChoiceField(PREVIEWED) as!: (typeof PREVIEWED)[number];
}

export class DirectoryQuery extends PageQuery {
  @TextField({ max: 80, min: 0, optional: true }) q?: string;
  @PatternField(PREFECTURE, 'prefecture', { optional: true, description: 'prefecture, JIS code' }) area?: string;
  @TextField({ max: 60, min: 0, optional: true }) skill?: string;
}

export class NameView {
  @ApiProperty({ type: String }) family!: string;
  @ApiProperty({ type: String }) given!: string;
}

/** What a mixer says of themself; null is what was not said, or not to this reader. */
export class ProfileValuesView {
  @ApiProperty({ type: NameView, nullable: true }) name!: NameView | null;
  @ApiProperty({ type: NameView, nullable: true }) kana!: NameView | null;
  @ApiProperty({ type: [String], nullable: true, description: 'prefectures, JIS codes' }) areas!: string[] | null;
  @ApiProperty({ type: [String], nullable: true }) skills!: string[] | null;
  @ApiProperty({ type: String, nullable: true }) whatIDo!: string | null;
  @ApiProperty({ type: String, nullable: true }) whatICanGive!: string | null;
  @ApiProperty({ type: [String], nullable: true }) links!: string[] | null;
  @ApiProperty({ type: String, nullable: true }) phone!: string | null;
}

/** A mixer as the reader may see them. */
export class MixerView extends ProfileValuesView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) displayName!: string;
  @ApiProperty({ type: String, enum: TIERS, nullable: true, description: 'null to guests' }) tier!: Tier | null;
}

export class MixerPageView {
  @ApiProperty({ type: [MixerView] }) items!: MixerView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Who sees which field of one's own. */
export class AudiencesView {
  @ApiProperty({ type: String, enum: AUDIENCES }) displayName!: Audience;
  @ApiProperty({ type: String, enum: AUDIENCES }) name!: Audience;
  @ApiProperty({ type: String, enum: AUDIENCES }) kana!: Audience;
  @ApiProperty({ type: String, enum: AUDIENCES }) areas!: Audience;
  @ApiProperty({ type: String, enum: AUDIENCES }) skills!: Audience;
  @ApiProperty({ type: String, enum: AUDIENCES }) whatIDo!: Audience;
  @ApiProperty({ type: String, enum: AUDIENCES }) whatICanGive!: Audience;
  @ApiProperty({ type: String, enum: AUDIENCES }) links!: Audience;
  @ApiProperty({ type: String, enum: AUDIENCES }) phone!: Audience;
}

export class OwnProfileView extends MixerView {
  @ApiProperty({ type: AudiencesView }) audiences!: AudiencesView;
}

export class PreviewView {
  @ApiProperty({ type: String, enum: PREVIEWED }) as!: (typeof PREVIEWED)[number];
  @ApiProperty({ type: MixerView, nullable: true, description: 'null where the page is not there for these readers' }) page!: MixerView | null;
}

export class ChosenPersonView {
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) displayName!: string;
}

export class ChosenPeopleView {
  @ApiProperty({ type: [ChosenPersonView] }) items!: ChosenPersonView[];
}

/** A thing inside the input with fields of its own; may be left out. */
function NestedField(of: () => new () => object): PropertyDecorator {
  return (target, key) => {
    ValidateNested({ message: 'object' })(target, key);
    Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : plainToInstance(of(), asThing(value))))(target, key);
    ApiProperty({ type: () => of(), required: false })(target, key);
  };
}
