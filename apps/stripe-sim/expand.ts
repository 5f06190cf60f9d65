import type { Contract, Operation } from './contract.js';
import { invalidRequest } from './errors.js';
import { text, type Fields, type Json } from './json.js';
import { PLATFORM, visible, type Sim } from './sim.js';

type Schemas = Parameters<Contract['itemsOf']>[0];
const DEEPEST = 4;

/**
 * Refuses what `expand` cannot show, before anything is done: it can show what the contract allows to be an object, four levels
 * deep. https://docs.stripe.com/expand
 */
export function requireExpandable(contract: Contract, paths: readonly string[], operation: Operation): void {
  paths.forEach((path, index) => {
    const names = path.split('.');
    const depth = names[0] === 'data' ? names.length - 1 : names.length;
    if (depth > DEEPEST) throw invalidRequest(`You cannot expand more than ${DEEPEST} levels of a property. (${path})`, `expand[${index}]`);
    if (!canExpand(contract, [operation.answer], names))
      throw invalidRequest(`This property cannot be expanded (${path}).`, `expand[${index}]`);
  });
}

function canExpand(contract: Contract, schemas: Schemas, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  const field = contract.field(schemas, name) ?? contract.field(contract.itemsOf(schemas), name);
  if (field === undefined) return false;
  return rest.length === 0 ? field.expandable : canExpand(contract, field.schemas, rest);
}

/** The answer as it goes out: without the simulator's own fields, and with objects in place of the ids that `expand` names. */
export function expanded(sim: Sim, scope: string, answer: Fields, paths: readonly string[], operation: Operation | undefined): Fields {
  const shown = visible(answer);
  if (operation !== undefined) for (const path of paths) expand(sim, scope, shown, [operation.answer], path.split('.'));
  return shown;
}

/** Expands one path below a value in place. */
function expand(sim: Sim, scope: string, value: Json, schemas: Schemas, [name, ...rest]: readonly string[]): void {
  if (name === undefined || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) expand(sim, scope, each, sim.contract.itemsOf(schemas), [name, ...rest]);
    return;
  }
  const field = sim.contract.field(schemas, name);
  if (field === undefined) return;
  const id = text(value[name]);
  if (id !== undefined && field.expandable) value[name] = found(sim, scope, id, field.schemas) ?? id;
  if (value[name] === undefined || value[name] === null) {
    const kept = sim.get(scope, text(value['object']) ?? '', text(value['id']) ?? '');
    const included = kept && sim.included(scope, kept, name);
    if (included !== undefined) value[name] = visible(included);
  }
  expand(sim, scope, value[name] ?? null, field.schemas, rest);
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
