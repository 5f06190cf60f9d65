import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv, type ErrorObject, type SchemaValidateFunction, type ValidateFunction } from 'ajv';
import { invalidRequest, parameterMissing, type StripeError } from './errors.js';
import { fields, text, type Fields, type Json } from './json.js';
import { paramName } from './params.js';

export const API_VERSION = '2026-10-28.endive';

/** What the contract uses of JSON Schema. */
interface Schema {
  type?: string;
  enum?: Json[];
  const?: Json;
  anyOf?: Schema[];
  items?: Schema;
  properties?: { [name: string]: Schema };
  required?: string[];
  additionalProperties?: boolean | Schema;
  $ref?: string;
  /** The documented words of an enum that the package's types leave open. */
  'x-enum-open'?: string[];
  /** The name of another schema, and one of all events; see `fitted`. */
  'x-see'?: string;
  'x-event'?: 'any';
}

interface Document {
  paths: { [path: string]: { [verb: string]: DocumentedOperation } };
  components: { schemas: { [name: string]: Schema } };
}

interface DocumentedOperation {
  'x-params-schema'?: Schema;
  responses: { '200': { content: { 'application/json': { schema: Schema } } } };
}

/** One verb and path of the API. */
export interface Operation {
  route: string;
  params: Schema;
  answer: Schema;
}

const FILE = `contract-${API_VERSION}.json.gz`;
const REF = '#/components/schemas/';
const NOTHING: Schema = { type: 'null' };

/**
 * What a request, an answer and an event of this API version look like, derived from the declarations of the `stripe` package and
 * checked by ajv. Enums that the package leaves open are closed here: neither requests nor answers use undocumented words.
 */
export class Contract {
  private readonly document = readDocument();
  private readonly operations = new Map<string, Operation>();
  private readonly events = new Map<string, Schema>();
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  private readonly validators = new Map<Schema, ValidateFunction>();

  constructor() {
    for (const [path, verbs] of Object.entries(this.document.paths)) {
      for (const [verb, operation] of Object.entries(verbs)) {
        const route = `${verb.toUpperCase()} ${path}`;
        this.operations.set(route, {
          route,
          params: operation['x-params-schema'] ?? { type: 'object', properties: {}, additionalProperties: false },
          answer: operation.responses['200'].content['application/json'].schema,
        });
      }
    }
    for (const [name, schema] of Object.entries(this.document.components.schemas)) {
      const type = schema.properties?.['type']?.const;
      if (name.endsWith('Event') && typeof type === 'string') this.events.set(type, schema);
    }
    this.ajv.addKeyword({ keyword: 'x-see', errors: true, validate: this.lookedUp((name) => this.named(name)) });
    this.ajv.addKeyword({
      keyword: 'x-event',
      errors: true,
      validate: this.lookedUp((_, event) => this.events.get(text(fields(event)['type']) ?? '') ?? NOTHING),
    });
  }

  /** The operation of a route like `POST /v1/customers/{id}`; undefined for the private routes of Stripe's CLI. */
  operation(route: string): Operation | undefined {
    return this.operations.get(route);
  }

  /** The documented words of a field of that schema. */
  words(schema: string, field: string): Json[] {
    return this.branches(this.named(schema).properties?.[field]).flatMap(({ enum: words }) => words ?? []);
  }

  /** Every verb and path of the contract. */
  routes(): string[] {
    return [...this.operations.keys()];
  }

  hasEvent(type: string): boolean {
    return this.events.has(type);
  }

  /** The text of a form as the numbers, booleans and arrays that the operation asks for. */
  coerced(params: Fields, operation: Operation): Fields {
    return fields(this.coerce(params, operation.params));
  }

  /**
   * Why Stripe would refuse these params; undefined when it would take them. A lenient caller, one without a Stripe-Version,
   * is forgiven all but what is missing, as an account on an older version would be.
   * https://docs.stripe.com/error-codes
   */
  refusal(params: Fields, operation: Operation, strict: boolean): StripeError | undefined {
    const empty = this.emptied(params, operation.params, []);
    if (empty !== undefined && strict) return emptyParam(empty);
    const errors = this.errors(params, operation.params).filter(
      ({ keyword, instancePath }) => strict || (keyword === 'required' && instancePath === ''),
    );
    const worst = errors.toSorted((one, other) => weight(other) - weight(one))[0];
    return worst && asStripeError(worst, params, operation);
  }

  /** What is wrong with an answer of ours, one line each; empty when it is right. */
  faultsOfAnswer(answer: Json, operation: Operation): string[] {
    return this.errors(answer, operation.answer).map(said);
  }

  /** What is wrong with an event of ours. */
  faultsOfEvent(event: Fields): string[] {
    const type = text(event['type']) ?? '';
    const schema = this.events.get(type);
    return schema === undefined ? [`there is no event ${type}`] : this.errors(event, schema).map(said);
  }

  /** The smallest object of that schema: null where that may be, else empty, 0, false or the first documented word. */
  skeleton(schema: string): Fields {
    return fields(this.smallest(this.named(schema)));
  }

  /** The schemas that a field can hold instead of its id or beside what is there; undefined when there is no such field. */
  field(schemas: readonly Schema[], name: string): { schemas: Schema[]; expandable: boolean } | undefined {
    const owners = schemas.flatMap((schema) => this.branches(schema)).filter(({ properties }) => properties?.[name] !== undefined);
    const branches = owners.flatMap((owner) => this.branches(owner.properties?.[name])).filter(({ type }) => type !== 'null');
    if (branches.length === 0) return undefined;
    // Parts that are not always there, like an invoice's confirmation_secret, come when they are asked for.
    const optional = owners.some(({ required }) => required?.includes(name) !== true);
    const isObject = (schema: Schema): boolean => schema.properties?.['object']?.const !== undefined || 'x-pruned' in schema;
    const objects = branches.filter(({ type }) => type === 'object' || type === 'array');
    return { schemas: objects, expandable: objects.some((schema) => optional || isObject(schema)) };
  }

  /** What stands behind an array's items. */
  itemsOf(schemas: readonly Schema[]): Schema[] {
    return schemas.flatMap((schema) => this.branches(schema)).flatMap(({ items }) => this.branches(items));
  }

  private errors(value: Json, schema: Schema): ErrorObject[] {
    const validate = this.validator(schema);
    return validate(value) ? [] : (validate.errors ?? []);
  }

  private validator(schema: Schema): ValidateFunction {
    const found = this.validators.get(schema);
    if (found !== undefined) return found;
    const made = this.ajv.compile(schema);
    this.validators.set(schema, made);
    return made;
  }

  /** A reference is compiled when the first value meets it: from a customer half of the API can be reached, and few values do. */
  private lookedUp(schemaFor: (keyword: string, value: Json) => Schema): SchemaValidateFunction {
    const see: SchemaValidateFunction = (
      keyword: string,
      value: Json,
      _parent: unknown,
      context?: Parameters<ValidateFunction>[1],
    ): boolean => {
      const validate = this.validator(schemaFor(keyword, value));
      const ok = validate(value, context);
      see.errors = ok ? [] : (validate.errors ?? []).map((error) => ({ ...error }));
      return ok;
    };
    return see;
  }

  private named(name: string): Schema {
    const schema = this.document.components.schemas[name];
    if (schema === undefined) throw new Error(`the contract has no ${name}`);
    return schema;
  }

  /** The schema itself, or those of which it is one. */
  private branches(schema: Schema | undefined): Schema[] {
    if (schema === undefined) return [];
    const see = schema['x-see'];
    if (see !== undefined) return this.branches(this.named(see));
    return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap((each) => this.branches(each));
  }

  private coerce(value: Json, schema: Schema | undefined): Json {
    const branches = this.branches(schema);
    if (typeof value === 'string') {
      if (branches.some((branch) => branch.enum?.includes(value) || branch.const === value)) return value;
      if (/^-?\d+(\.\d+)?$/.test(value) && branches.some(({ type }) => type === 'number')) return Number(value);
      if (/^(true|false)$/.test(value) && branches.some(({ type }) => type === 'boolean')) return value === 'true';
      return value;
    }
    const given = fields(value);
    const names = Object.keys(given);
    const array = branches.find(({ type }) => type === 'array');
    if (array !== undefined && names.every((name) => /^\d+$/.test(name))) {
      return names.toSorted((one, other) => Number(one) - Number(other)).map((name) => this.coerce(given[name] ?? null, array.items));
    }
    const objects = branches.filter(({ type }) => type === 'object');
    const fitting = objects.find(({ properties }) => names.every((name) => properties?.[name] !== undefined)) ?? objects[0];
    const rest = typeof fitting?.additionalProperties === 'object' ? fitting.additionalProperties : undefined;
    return Object.fromEntries(names.map((name) => [name, this.coerce(given[name] ?? null, fitting?.properties?.[name] ?? rest)]));
  }

  /** The path of a value that was sent empty where nothing can be unset. */
  private emptied(value: Json, schema: Schema | undefined, path: string[]): string[] | undefined {
    const branches = this.branches(schema);
    if (value === '') return branches.some(({ type, enum: words }) => words?.includes('') ?? type === 'string') ? undefined : path;
    if (Array.isArray(value))
      return first(value.entries(), ([index, each]) => this.emptied(each, this.itemsOf(branches)[0], [...path, String(index)]));
    return first(Object.entries(fields(value)), ([name, each]) => {
      const properties = branches.map((branch) => branch.properties?.[name]).filter((property) => property !== undefined);
      return properties.length === 0 ? undefined : this.emptied(each, { anyOf: properties }, [...path, name]);
    });
  }

  private smallest(schema: Schema): Json {
    const branches = this.branches(schema);
    if (branches.some(({ type }) => type === 'null')) return null;
    const branch = branches[0] ?? {};
    if (branch.const !== undefined) return branch.const;
    if (branch.enum !== undefined) return branch.enum[0] ?? null;
    if (branch.type === 'string') return '';
    if (branch.type === 'number') return 0;
    if (branch.type === 'boolean') return false;
    if (branch.type === 'array') return [];
    return Object.fromEntries((branch.required ?? []).map((name) => [name, this.smallest(branch.properties?.[name] ?? {})]));
  }
}

let read: Contract | undefined;

/** The one contract of this process; what it has compiled serves every simulator in it. */
export const theContract = (): Contract => (read ??= new Contract());

/** The contract beside the built simulator, or in the repository. */
function readDocument(): Document {
  const places = [import.meta.dirname, join(import.meta.dirname, '../../test/contract/stripe')];
  const file = places.map((place) => join(place, FILE)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${FILE} is neither in ${places.join(' nor in ')}`);
  const read = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Document;
  fitted(read);
  return read;
}

/** Closes the open enums, and turns references, and the choice among 250 events, into our own keywords, which compile late. */
function fitted(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  const schema = part as Schema;
  if (Array.isArray(schema['x-enum-open'])) schema.enum = schema['x-enum-open'];
  if (typeof schema.$ref === 'string') {
    schema['x-see'] = schema.$ref.slice(REF.length);
    delete schema.$ref;
  }
  if (schema.anyOf?.[0]?.$ref === `${REF}AccountApplicationAuthorizedEvent`) {
    schema['x-event'] = 'any';
    delete schema.anyOf;
  }
  for (const inner of Object.values(part)) fitted(inner);
}

function first<T, R>(values: Iterable<T>, look: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = look(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

const said = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath === '' ? '/' : instancePath} ${message ?? 'is wrong'} ${JSON.stringify(params)}`;

/** The path of the value that an error is about. */
function pathOf({ instancePath, keyword, params }: ErrorObject): string[] {
  const path = instancePath.split('/').slice(1);
  const inner: unknown = keyword === 'additionalProperties' ? params['additionalProperty'] : params['missingProperty'];
  return typeof inner === 'string' ? [...path, inner] : path;
}

/** Of the errors of several alternatives the one deepest inside is the one that is meant. */
function weight(error: ErrorObject): number {
  const kinds = ['anyOf', 'const', 'required', 'enum', 'type', 'additionalProperties'];
  return pathOf(error).length * 10 + kinds.indexOf(error.keyword);
}

function asStripeError(error: ErrorObject, params: Json, { route }: Operation): StripeError {
  const path = pathOf(error);
  const param = paramName(path);
  const value = path.reduce<Json | undefined>((inner, name) => (Array.isArray(inner) ? inner[Number(name)] : fields(inner)[name]), params);
  if (error.keyword === 'additionalProperties') {
    if (param === 'payment_method_types' && /_intents/.test(route)) return methodTypesGone();
    return invalidRequest(`Received unknown parameter: ${param}`, param, 'parameter_unknown');
  }
  if (error.keyword === 'required') return parameterMissing(param);
  if (error.keyword === 'enum') {
    const words = (error.params['allowedValues'] as Json[]).filter((word) => word !== '').map(String);
    return invalidRequest(`Invalid ${param}: must be one of ${words.join(', ')}`, param);
  }
  const { type } = error.params;
  if (type === 'number') return invalidRequest(`Invalid integer: ${JSON.stringify(value)}`, param, 'parameter_invalid_integer');
  return invalidRequest(`Invalid ${typeof type === 'string' ? type : 'value'}: ${JSON.stringify(value)}`, param);
}

const emptyParam = (path: readonly string[]): StripeError =>
  invalidRequest(
    `You passed an empty string for '${paramName(path)}'. We assume empty values are an attempt to unset a parameter; ` +
      `however '${paramName(path)}' cannot be unset. You should remove '${paramName(path)}' from your request or supply a non-empty value.`,
    paramName(path),
    'parameter_invalid_empty',
  );

/** https://docs.stripe.com/changelog: since 2026-09-30.endive the param is gone from Payment Intents and Setup Intents. */
const methodTypesGone = (): StripeError =>
  invalidRequest(
    'The `payment_method_types` parameter is no longer supported. Use `allowed_payment_method_types` instead.',
    'payment_method_types',
    'payment_method_types_no_longer_supported',
  );
