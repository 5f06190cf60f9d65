import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { fieldErrors, READING } from '#libs/door';
import { Refusal } from '#libs/kernel';

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
    ...READING,
    transform: true,
    exceptionFactory: (errors) => Refusal.input(fieldErrors(errors)),
  });
