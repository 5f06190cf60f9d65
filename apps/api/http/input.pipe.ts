import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Refusal, type FieldError } from '#libs/kernel';

/** Which of several complaints about one field is told first: whether it is there, then what it is, then how much. */
const FIRST = ['required', 'text', 'whole', 'list', 'boolean'];

/** `yenTooMuch max=1000000` as it stands in the message of a validator. */
function codeOf(path: string, message: string): FieldError {
  const [code = 'invalid', ...pairs] = message.split(' ');
  const params = Object.fromEntries(pairs.map((pair) => pair.split('=', 2)).map(([name = '', value = '']) => [name, /^\d+$/.test(value) ? Number(value) : value]));
  return { path, code, params };
}

function complaint(path: string, error: ValidationError): FieldError {
  const messages = Object.entries(error.constraints ?? {}).map(([validator, message]) => (validator === 'whitelistValidation' ? 'unknown' : message));
  if (error.value === undefined || error.value === null) {
    return { path, code: messages.includes('unknown') ? 'unknown' : 'required', params: {} };
  }
  const first = FIRST.find((code) => messages.includes(code)) ?? messages.at(-1) ?? 'invalid';
  return codeOf(path, first);
}

/** Class-validator's tree as a flat list of fields: `ticketTypes.0.priceYen`. */
function complaints(errors: readonly ValidationError[], under = ''): FieldError[] {
  return errors.flatMap((error) => {
    const path = under + error.property;
    const own = error.constraints ? [complaint(path, error)] : [];
    return [...own, ...complaints(error.children ?? [], `${path}.`)];
  });
}

/** So many queries of one class are remembered; a list is mostly asked for in a few ways. */
const MOST_QUERIES = 200;

/** Queries that have been read once are not read again: nothing in them changes, so the same one serves every request that asks the same. */
class InputPipe extends ValidationPipe {
  private readonly known = new Map<unknown, Map<string, unknown>>();

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'query' || typeof metadata.metatype !== 'function' || metadata.data !== undefined) return this.read(value, metadata);
    const known = this.known.get(metadata.metatype) ?? new Map<string, unknown>();
    this.known.set(metadata.metatype, known);
    const asked = JSON.stringify(value);
    if (known.has(asked)) return known.get(asked);
    const read: unknown = Object.freeze(await this.read(value, metadata));
    if (known.size === MOST_QUERIES) known.clear();
    known.set(asked, read);
    return read;
  }

  private read(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return super.transform(value, metadata);
  }
}

/** Reads inputs into their classes, refuses unknown fields, and names every bad one (400 `input`). */
export const inputPipe = (): ValidationPipe =>
  new InputPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => Refusal.input(complaints(errors)),
  });
