import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDate,
  isEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isDay, isStorable, isTimeOfDay, normalizeDigits, toKatakana } from '#libs/kernel';

/**
 * What a field of an input may be, said once: how it is read (full-width digits become digits, outer blanks go), what is refused and with
 * which field code of libs/words (`message` carries `code` or `code name=value`), and how the OpenAPI document describes it.
 */
export interface FieldOptions {
  /** May be left out; null is taken for the same, unless it is an answer. */
  optional?: boolean;
  /** `null` is an answer as well: it takes away what was there. */
  nullable?: boolean;
  description?: string;
}

function presence({ optional = false, nullable = false }: FieldOptions): PropertyDecorator[] {
  const isThere = (_: object, value: unknown): boolean => !(optional && value === undefined) && !(nullable && value === null);
  return [
    ...(optional && !nullable ? [Transform(({ value }: { value: unknown }) => value ?? undefined)] : []),
    ...(optional || nullable ? [ValidateIf(isThere)] : []),
  ];
}

const described = ({ optional, nullable, description }: FieldOptions): { required: boolean; nullable?: boolean; description?: string } => ({
  required: !optional,
  ...(nullable ? { nullable } : {}),
  ...(description ? { description } : {}),
});

const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

/** Names, addresses and the like are one line: they stand in subjects and between other words. Breaks and other signs of control become blanks. */
const ONE_LINE_MAX = 200;
const inOneLine = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.replace(/(?:(?!\0)[\p{Cc}\u2028\u2029])+/gu, ' ').trim() : value;

const IsStorable = (each = false): PropertyDecorator =>
  ValidateBy({ name: 'isStorable', validator: { validate: (value) => typeof value !== 'string' || isStorable(value), defaultMessage: () => 'text' } }, { each });

/** A number that a person may have typed in full width or with commas; anything else stays for the validator to refuse. */
function typedNumber({ value }: { value: unknown }): unknown {
  if (typeof value !== 'string') return value;
  const digits = normalizeDigits(value).replace(/[,，、\s円¥￥]/g, '');
  return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : value;
}

/** Text of at most `max` characters, blanks at both ends removed; up to 200 it is one line. Emoji and rare kanji are kept as they are. */
export function TextField({ max = 200, min = 1, ...options }: FieldOptions & { max?: number; min?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(max <= ONE_LINE_MAX ? inOneLine : trimmed),
    IsString({ message: 'text' }),
    IsStorable(),
    ...(min > 0 ? [IsNotEmpty({ message: 'required' }), MinLength(min, { message: `tooShort min=${min}` })] : []),
    MaxLength(max, { message: `tooLong max=${max}` }),
    ApiProperty({ type: String, maxLength: max, minLength: min, ...described(options) }),
  );
}

/** A whole number between `min` and `max`. */
export function WholeField({ min, max, ...options }: FieldOptions & { min: number; max: number }): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(typedNumber),
    IsInt({ message: 'whole' }),
    Min(min, { message: `atLeast min=${min}` }),
    Max(max, { message: `atMost max=${max}` }),
    ApiProperty({ type: 'integer', minimum: min, maximum: max, ...described(options) }),
  );
}

/** The most that a single sum of this product may be, yen. */
export const MOST_YEN = 1_000_000;

/** Whole yen between `min` (0) and `max`. */
export function YenField({ min = 0, max = MOST_YEN, ...options }: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(typedNumber),
    IsInt({ message: 'whole' }),
    Min(min, { message: min === 0 ? 'yenNegative' : `yenTooLittle min=${min}` }),
    Max(max, { message: `yenTooMuch max=${max}` }),
    ApiProperty({ type: 'integer', minimum: min, maximum: max, description: 'whole yen', ...described(options) }),
  );
}

/** One of a fixed list of values. */
export function ChoiceField(choices: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsIn(choices, { message: `choice choices=${choices.join(',')}` }),
    ApiProperty({ type: String, enum: [...choices], ...described(options) }),
  );
}

/** Nothing of ours lies outside these thousand years, and days in them have four digits whatever is added to them. */
const isNear = (day: string): boolean => day >= '2000-01-01' && day < '2999-01-01';

/** Reads an instant; what is none, or on a day that does not exist (30 February), stays for the validator to refuse. */
function typedInstant({ value }: { value: unknown }): unknown {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(value)) return value;
  const on = value.slice(0, 10);
  return isDay(on) && isNear(on) ? new Date(value) : value;
}

/** An instant, ISO 8601 with its offset; read as a Date. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(typedInstant),
    IsDate({ message: 'instant' }),
    ApiProperty({ type: String, format: 'date-time', ...described(options) }),
  );
}

const IsDay = (each = false): PropertyDecorator =>
  ValidateBy({ name: 'isDay', validator: { validate: (value) => isDay(value) && isNear(value), defaultMessage: () => 'day' } }, { each });

/** A Tokyo day, `YYYY-MM-DD`. */
export function DayField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? normalizeDigits(value.trim()) : value)),
    IsDay(),
    ApiProperty({ type: String, format: 'date', description: 'Tokyo day', ...described(options) }),
  );
}

/** A time of day, `HH:MM` in Tokyo; `24:00` is the end of the day. */
export function TimeField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? normalizeDigits(value.trim()).replace('：', ':') : value)),
    ValidateBy({ name: 'isTime', validator: { validate: (value) => typeof value === 'string' && isTimeOfDay(value), defaultMessage: () => 'time' } }),
    ApiProperty({ type: String, pattern: '^([01]\\d|2[0-4]):[0-5]\\d$', description: 'Tokyo time', ...described(options) }),
  );
}

/** The id of a thing. */
export function IdField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(...presence(options), IsUUID('all', { message: 'id' }), ApiProperty({ type: String, format: 'uuid', ...described(options) }));
}

/** The longest address that can be delivered to. */
const LONGEST_EMAIL = 254;

/** Whether a text is the address of a mailbox. The quoted form (`"a b"@…`) is nobody's, and a mail server may read it as another's. */
export const isEmailAddress = (text: string): boolean =>
  text.length <= LONGEST_EMAIL && isStorable(text) && !/[\s"]/.test(text) && isEmail(text, { allow_utf8_local_part: false });

export function EmailField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(trimmed),
    ValidateBy({ name: 'isEmail', validator: { validate: (value) => typeof value === 'string' && isEmailAddress(value), defaultMessage: () => 'email' } }),
    ApiProperty({ type: String, format: 'email', ...described(options) }),
  );
}

/** Text in a fixed form; `code` is the field code that explains it. */
export function PatternField(pattern: RegExp, code: string, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? normalizeDigits(value.trim()) : value)),
    IsString({ message: 'text' }),
    IsStorable(),
    Matches(pattern, { message: code }),
    ApiProperty({ type: String, pattern: pattern.source, ...described(options) }),
  );
}

/** Yes or no; a query string's `true` and `false` are read as well. */
export function FlagField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean({ message: 'boolean' }),
    ApiProperty({ type: Boolean, ...described(options) }),
  );
}

/** A list inside a list would pass for a thing without faults. */
const THING = { name: 'isThing', validator: { validate: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value), defaultMessage: () => 'object' } };
const IsThing = ValidateBy(THING, { each: true });
const IsOneThing = ValidateBy(THING);

/** A list of things that have fields of their own. */
export function ListField(of: () => new () => object, { max = 100, ...options }: FieldOptions & { max?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsArray({ message: 'list' }),
    ArrayMaxSize(max, { message: `tooMany max=${max}` }),
    IsThing,
    ValidateNested({ each: true, message: 'object' }),
    Type(of),
    // Swagger calls a function only when it is named `type`.
    ApiProperty({ type: () => of(), isArray: true, maxItems: max, ...described(options) }),
  );
}

/** A list whose things are read one by one (`readInput`) by whoever takes it, so that a bad one does not spoil the others. */
export function LooseListField(of: () => new () => object, { max = 100, ...options }: FieldOptions & { max?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsArray({ message: 'list' }),
    ArrayMaxSize(max, { message: `tooMany max=${max}` }),
    // Swagger calls a function only when it is named `type`.
    ApiProperty({ type: () => of(), isArray: true, maxItems: max, ...described(options) }),
  );
}

/** One thing that has fields of its own. */
export function ThingField(of: () => new () => object, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsOneThing,
    ValidateNested({ message: 'object' }),
    Type(of),
    // Swagger calls a function only when it is named `type`.
    ApiProperty({ type: () => of(), ...described(options) }),
  );
}

/** A list of values out of a fixed list, each at most once. */
export function ChoiceListField(choices: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsArray({ message: 'list' }),
    ArrayMaxSize(choices.length, { message: `tooMany max=${choices.length}` }),
    ArrayUnique({ message: 'duplicate' }),
    IsIn(choices, { each: true, message: `choice choices=${choices.join(',')}` }),
    ApiProperty({ type: String, enum: [...choices], isArray: true, ...described(options) }),
  );
}

/** A list of Tokyo days. */
export function DayListField({ max = 100, ...options }: FieldOptions & { max?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsArray({ message: 'list' }),
    ArrayMaxSize(max, { message: `tooMany max=${max}` }),
    IsDay(true),
    ApiProperty({ type: String, format: 'date', isArray: true, maxItems: max, ...described(options) }),
  );
}

/** A list of the ids of things. */
export function IdListField({ max = 100, ...options }: FieldOptions & { max?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsArray({ message: 'list' }),
    ArrayMaxSize(max, { message: `tooMany max=${max}` }),
    IsUUID('all', { each: true, message: 'id' }),
    ApiProperty({ type: String, format: 'uuid', isArray: true, maxItems: max, ...described(options) }),
  );
}

/** A list of short texts. */
export function TextListField({ max = 30, maxLength = 60, ...options }: FieldOptions & { max?: number; maxLength?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsArray({ message: 'list' }),
    ArrayMaxSize(max, { message: `tooMany max=${max}` }),
    IsString({ each: true, message: 'text' }),
    IsStorable(true),
    MaxLength(maxLength, { each: true, message: `tooLong max=${maxLength}` }),
    ApiProperty({ type: String, isArray: true, maxItems: max, ...described(options) }),
  );
}

/** A reading in katakana; hiragana and half-width katakana are accepted and stored as full-width katakana. */
export function KanaField({ max = 60, min = 1, ...options }: FieldOptions & { max?: number; min?: number } = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? toKatakana(value.normalize('NFKC').trim()) : value)),
    IsString({ message: 'text' }),
    ...(min > 0 ? [IsNotEmpty({ message: 'required' })] : []),
    MaxLength(max, { message: `tooLong max=${max}` }),
    Matches(/^[ァ-ヺー・ ]*$/, { message: 'kana' }),
    ApiProperty({ type: String, maxLength: max, minLength: min, description: 'katakana; hiragana is accepted', ...described(options) }),
  );
}
