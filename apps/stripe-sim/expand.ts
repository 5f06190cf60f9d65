import type { Contract, Operation } from './contract.js';
import { invalidRequest } from './errors.js';
import { fields, text, type Fields, type Json } from './json.js';
import { PLATFORM, visible, type Sim } from './sim.js';

type Schemas = Parameters<Contract['itemsOf']>[0];
const DEEPEST = 4;

/**
 * The answer as it goes out: without the simulator's own fields, and with the objects that `expand` asks for in place of their
 * ids. What can be expanded is what the contract allows to be an object. https://docs.stripe.com/expand
 */
export function expanded(sim: Sim, scope: string, answer: Fields, paths: readonly string[], operation: Operation | undefined): Fields {
  const shown = visible(answer);
  if (operation === undefined) return shown;
  for (const path of paths) {
    const names = path.split('.');
    const depth = names[0] === 'data' ? names.length - 1 : names.length;
    if (depth > DEEPEST) throw invalidRequest(`You cannot expand more than ${DEEPEST} levels of a property. (${path})`, 'expand[0]');
    if (!expand(sim, scope, shown, [operation.answer], names)) {
      throw invalidRequest(`This property cannot be expanded (${path}).`, 'expand[0]');
    }
  }
  return shown;
}

/** Expands one path below a value in place; false when the schema knows no such thing. */
function expand(sim: Sim, scope: string, value: Json, schemas: Schemas, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (Array.isArray(value)) {
    const inner = sim.contract.itemsOf(schemas);
    // The path of an empty list is judged by its schema all the same.
    if (value.length === 0) return sim.contract.field(inner, name) !== undefined;
    return value.map((each) => expand(sim, scope, each, inner, [name, ...rest])).every(Boolean);
  }
  const field = sim.contract.field(schemas, name);
  const object = fields(value);
  const kept = sim.get(scope, text(object['object']) ?? '', text(object['id']) ?? '');
  const included = kept && sim.included(scope, kept, name);
  // `confirmation_secret` is shown on demand although it is no object with an id.
  if (field === undefined || (rest.length === 0 && !field.expandable && included === undefined)) return false;
  const id = text(object[name]);
  if (id !== undefined && field.expandable) object[name] = found(sim, scope, id, field.schemas) ?? id;
  if (included !== undefined && (object[name] === undefined || object[name] === null)) object[name] = visible(included);
  const inner = object[name] ?? null;
  return typeof inner !== 'object' || inner === null || expand(sim, scope, inner, field.schemas, rest);
}

/** The object of that id among the kinds the schemas allow: in this account, or the platform's. */
function found(sim: Sim, scope: string, id: string, schemas: Schemas): Json | undefined {
  for (const { properties } of schemas) {
    const type = properties?.['object']?.const;
    if (typeof type !== 'string') continue;
    const object = sim.get(scope, type, id) ?? sim.get(PLATFORM, type, id);
    if (object !== undefined) return visible(object);
  }
  return undefined;
}
