import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Refusal, type FieldError } from '#libs/kernel';

/** Which of several complaints about one field is told first: whether it is there, then what it is, then how much. */
const FIRST = ['required', 'text', 'whole', 'list', 'boolean'];

/** How inputs are read everywhere: into their classes, with every unknown field named. */
export const READING = { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: false } as const;

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
export function fieldErrors(errors: readonly ValidationError[], under = ''): FieldError[] {
  return errors.flatMap((error) => {
    const path = under + error.property;
    const own = error.constraints ? [complaint(path, error)] : [];
    return [...own, ...fieldErrors(error.children ?? [], `${path}.`)];
  });
}

/** Reads one thing into its class, as the body of a request is read. Refuses 400 `input` naming every bad field. */
export function readInput<T extends object>(into: new () => T, plain: unknown): T {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) throw Refusal.input([{ path: '', code: 'object' }]);
  const read = plainToInstance(into, plain);
  const errors = validateSync(read, READING);
  if (errors.length > 0) throw Refusal.input(fieldErrors(errors));
  return read;
}
