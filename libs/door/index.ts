export * from './fields.js';
export * from './language.js';
export * from './page.js';
export * from './problem.js';
