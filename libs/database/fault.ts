import { types } from 'node:util';

/**
 * What went wrong, for the log: names, codes, constraints and places in the code. Messages of drivers and servers stay out of it, because
 * they quote rows and addresses.
 */
export function faultOf(error: unknown): string {
  if (!types.isNativeError(error)) return `a thrown ${typeof error}`;
  const details = ['code', 'constraint', 'table', 'driverError'].map((name) => detail(error, name)).filter((text) => text !== '');
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [[error.name, ...details].join(' '), ...places.slice(0, 6)].join('\n');
}

function detail(error: Error, name: string): string {
  const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value;
  if (typeof value === 'string') return `${name}=${value}`;
  return types.isNativeError(value) ? ['code', 'constraint', 'table'].map((inner) => detail(value, inner)).filter((text) => text !== '').join(' ') : '';
}
