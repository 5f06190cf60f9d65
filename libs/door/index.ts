export * from './csv.js';
export * from './fields.js';
export * from './language.js';
export { markdownComplaints } from './markdown.js';
export * from './page.js';
export * from './problem.js';
export { fieldErrors, READING, readInput } from './read-input.js';
export * from './required-key.js';
