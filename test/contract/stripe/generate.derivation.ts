import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { RESOURCES, isWanted } from './generate.selection.js';

/**
 * Derives the contract of the API anew from what Stripe itself generates from its specification: the declarations of the package
 * `stripe` say which parameters a call takes and what it answers, the code beside them says by which verb and path.
 * Nothing of ours enters but the choice of operations.
 */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface Schema {
  [key: string]: Json;
}
interface Operation {
  verb: string;
  path: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const PACKAGE = join(here, '../../../node_modules/stripe');
const ESM = join(PACKAGE, 'esm');

const readText = (path: string): string => readFileSync(path, 'utf8');

/** The API version the package speaks, e.g. 2026-10-28.endive. */
const apiVersion = (): string => {
  const found = /ApiVersion = '([^']+)'/.exec(readText(join(ESM, 'apiVersion.js')))?.[1];
  if (found === undefined) throw new Error('stripe/esm/apiVersion.js names no version');
  return found;
};

const packageVersion = (): string => readText(join(PACKAGE, 'VERSION')).trim();
const openApiVersion = (): string => readText(join(PACKAGE, 'OPENAPI_VERSION')).trim();

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const listOf = (items: Schema): Schema => ({
  type: 'object',
  required: ['object', 'data', 'has_more', 'url'],
  properties: { object: { const: 'list' }, data: { type: 'array', items }, has_more: { type: 'boolean' }, url: { type: 'string' } },
});

/** A page of a search has the form of a page of a list here; the simulator answers no search. */
const LISTS = new Set(['ApiList', 'ApiListPromise', 'ApiSearchResultPromise']);

/** How every refusal of the API looks; the declarations describe it in words only. */
const ERROR_ENVELOPE: Schema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['type', 'message'],
      properties: {
        type: {
          enum: ['api_error', 'card_error', 'idempotency_error', 'invalid_request_error', 'rate_limit_error', 'authentication_error'],
        },
        message: { type: 'string' },
        code: { type: 'string' },
        decline_code: { type: 'string' },
        advice_code: { type: 'string' },
        param: { type: 'string' },
        charge: { type: 'string' },
        doc_url: { type: 'string' },
        request_log_url: { type: 'string' },
        payment_intent: { type: 'object' },
        payment_method: { type: 'object' },
        setup_intent: { type: 'object' },
      },
    },
  },
};

/** Verb and path of each method, out of `this._makeRequest('POST', '/v1/…')` in the code beside the declarations. */
const operationsIn = (code: string): Map<string, Operation> => {
  const found = new Map<string, Operation>();
  const source = ts.createSourceFile('resource.js', readText(code), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const pathOf = (node: ts.Expression): string => {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (!ts.isTemplateExpression(node)) throw new Error(`a path of an unknown form: ${node.getText()}`);
    return node.templateSpans.reduce((path, span) => {
      const argument = ts.isCallExpression(span.expression) ? span.expression.arguments[0] : span.expression;
      return `${path}{${argument?.getText() ?? ''}}${span.literal.text}`;
    }, node.head.text);
  };
  const visit = (node: ts.Node, method: string | undefined): void => {
    const inside = ts.isMethodDeclaration(node) ? node.name.getText() : method;
    if (ts.isCallExpression(node) && node.expression.getText() === 'this._makeRequest' && inside !== undefined) {
      const [verb, path] = node.arguments;
      if (verb && path && ts.isStringLiteral(verb) && !found.has(inside)) {
        found.set(inside, { verb: verb.text.toLowerCase(), path: pathOf(path) });
      }
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, undefined);
  return found;
};

const isReference = (type: ts.Type): type is ts.TypeReference =>
  Boolean(type.flags & ts.TypeFlags.Object) && 'objectFlags' in type && Boolean(Number(type.objectFlags) & ts.ObjectFlags.Reference);

/** Turns types of the declarations into schemas; a named type becomes a component, once. */
class Derivation {
  readonly components: Record<string, Schema> = { ErrorEnvelope: ERROR_ENVELOPE };

  constructor(private readonly checker: ts.TypeChecker) {}

  schemaOf(type: ts.Type): Schema {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Void | ts.TypeFlags.Undefined)) return {};
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (type.flags & ts.TypeFlags.StringLike || this.isOtherString(type)) return { type: 'string' };
    if (type.aliasSymbol?.name === 'Decimal') return { type: 'string', format: 'decimal' };
    if (type.isUnion()) return this.unionOf(type);
    return this.objectOf(type);
  }

  /** `string & Record<never, never>`: how the package says that an enumeration may grow. */
  private isOtherString(type: ts.Type): boolean {
    return type.isIntersection() && type.types.some((one) => one.flags & ts.TypeFlags.String);
  }

  private unionOf(type: ts.UnionType): Schema {
    const literals: Json[] = [];
    const others: Schema[] = [];
    let open = false;
    let booleans = 0;
    let nullable = false;
    for (const one of type.types) {
      if (one.isStringLiteral() || one.isNumberLiteral()) literals.push(one.value);
      else if (this.isOtherString(one)) open = true;
      else if (one.flags & ts.TypeFlags.BooleanLiteral) booleans += 1;
      else if (one.flags & ts.TypeFlags.Null) nullable = true;
      else if (!(one.flags & ts.TypeFlags.Undefined)) others.push(this.schemaOf(one));
    }
    const branches = [
      ...(open ? [{ type: 'string', 'x-enum-open': literals }] : literals.length > 0 ? [{ enum: literals }] : []),
      ...(booleans > 0 ? [{ type: 'boolean' }] : []),
      ...others,
      ...(nullable ? [{ type: 'null' }] : []),
    ];
    const [only, ...rest] = branches;
    return only && rest.length === 0 ? only : { anyOf: branches };
  }

  private objectOf(type: ts.Type): Schema {
    const { name } = type.symbol;
    if (name === 'Array') return { type: 'array', items: this.schemaOf(this.argument(type)) };
    if (LISTS.has(name)) return listOf(this.schemaOf(this.argument(type)));
    const declared = type.aliasSymbol ?? type.symbol;
    const file = relative(ESM, declared.declarations?.[0]?.getSourceFile().fileName ?? '..');
    if (file.startsWith('..')) return this.shapeOf(type);
    if (!isWanted(file)) return { type: 'object', 'x-pruned': name };
    if (declared.name === '__type') return this.shapeOf(type);
    const key = this.nameOf(declared, file);
    if (!(key in this.components)) {
      this.components[key] = {};
      this.components[key] = this.shapeOf(type);
    }
    return ref(key);
  }

  private argument(type: ts.Type): ts.Type {
    const [first] = isReference(type) ? this.checker.getTypeArguments(type) : [];
    if (first === undefined) throw new Error(`${this.checker.typeToString(type)} has no argument`);
    return first;
  }

  /** Checkout.Session for the interface Session in resources/Checkout/, Account.Controller for one inside a namespace. */
  private nameOf(symbol: ts.Symbol, file: string): string {
    const folder = dirname(file).split(sep).slice(1);
    return [...folder, this.checker.getFullyQualifiedName(symbol).replace(/^".*?"\./, '')].join('.');
  }

  private shapeOf(type: ts.Type): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of type.getProperties()) {
      const declared = property.valueDeclaration ?? property.declarations?.[0];
      if (declared && (ts.isMethodSignature(declared) || ts.isMethodDeclaration(declared))) continue;
      const schema = this.schemaOf(this.checker.getTypeOfSymbol(property));
      if (property.getJsDocTags().some((tag) => tag.name === 'deprecated')) schema.deprecated = true;
      properties[property.name] = schema;
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index && Object.keys(properties).length === 0) return { type: 'object', additionalProperties: this.schemaOf(index.type) };
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: index ? this.schemaOf(index.type) : false,
    };
  }
}

const methodsOf = (source: ts.SourceFile): ts.MethodDeclaration[] =>
  source.statements.filter(ts.isClassDeclaration).flatMap((resource) => resource.members.filter(ts.isMethodDeclaration));

const operationSchema = (
  checker: ts.TypeChecker,
  derivation: Derivation,
  method: ts.MethodDeclaration,
  { verb, path }: Operation,
): Schema => {
  const parameter = method.parameters.find((one) => one.name.getText() === 'params');
  const params: Schema = parameter?.type ? derivation.schemaOf(checker.getTypeFromTypeNode(parameter.type)) : {
    type: 'object',
    additionalProperties: false,
  };
  const resource = ts.isClassDeclaration(method.parent) ? (method.parent.name?.text ?? '') : '';
  return {
    operationId: `${resource.replace(/Resource$/, '')}.${method.name.getText()}`,
    'x-params-schema': params,
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(verb === 'post' ? { requestBody: { content: { 'application/x-www-form-urlencoded': { schema: params } } } } : {}),
    responses: {
      '200': { description: 'ok', content: { 'application/json': { schema: derivation.schemaOf(answerOf(checker, method)) } } },
      default: { description: 'error', content: { 'application/json': { schema: ref('ErrorEnvelope') } } },
    },
  };
};

/** T of `Promise<Response<T>>`; the lists are left as they are. */
const answerOf = (checker: ts.TypeChecker, method: ts.MethodDeclaration): ts.Type => {
  let node = method.type;
  while (node && ts.isTypeReferenceNode(node) && ['Promise', 'Response'].includes(node.typeName.getText())) node = node.typeArguments?.[0];
  if (!node) throw new Error(`${method.name.getText()} says nothing of its answer`);
  return checker.getTypeFromTypeNode(node);
};

/** The whole contract for the chosen operations. */
export const deriveContract = (): Record<string, Json> => {
  const files = RESOURCES.map(({ file }) => join(ESM, 'resources', `${file}.d.ts`));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const derivation = new Derivation(checker);
  const paths: Record<string, Record<string, Schema>> = {};
  for (const { file, without = [] } of RESOURCES) {
    const source = program.getSourceFile(join(ESM, 'resources', `${file}.d.ts`));
    if (!source) throw new Error(`the package has no ${file}`);
    const operations = operationsIn(join(ESM, 'resources', `${file}.js`));
    for (const method of methodsOf(source)) {
      const operation = operations.get(method.name.getText());
      if (!operation || without.includes(method.name.getText())) continue;
      (paths[operation.path] ??= {})[operation.verb] = operationSchema(checker, derivation, method, operation);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `Stripe API, trimmed contract derived from stripe-node ${packageVersion()} type declarations`,
      version: apiVersion(),
      license: { name: 'MIT (stripe-node, Copyright (c) 2013 Stripe, Inc.)' },
      'x-note':
        [
          'x-params-schema: the decoded parameters of any verb.',
          'x-enum-open: the known values of an enumeration that may grow.',
          'x-pruned: another resource, cut down to some object.',
          'The declarations say nothing of lengths.',
        ].join(' '),
      'x-source': `stripe@${packageVersion()} type declarations (generated by Stripe from OpenAPI ${openApiVersion()})`,
    },
    paths,
    components: { schemas: derivation.components },
  };
};
