import pg from 'pg';

/** How the rows of a statement are read: each column's name, the parser of its type, and a row without values, which is copied faster than it is built up. */
interface Shape {
  columns: readonly { name: string; parse: (text: string) => unknown }[];
  blank: Readonly<Record<string, unknown>>;
}

/** The part of pg's connection that a statement talks to, as cursors do. */
interface Connection {
  stream: { cork(): void; uncork(): void };
  /** What this connection has parsed, by name; pg keeps it. */
  parsedStatements: Record<string, string | undefined>;
  parse(statement: { name: string; text: string }): void;
  bind(values: { statement: string; values: readonly unknown[] }): void;
  describe(what: { type: 'P' }): void;
  execute(): void;
  sync(): void;
}

/** How pg reads values, days of ours included. */
const TYPES: { getTypeParser(type: number, format: 'text'): (text: string) => unknown } = pg.types;

/** The shapes that a connection has been told of; they go with the connection. */
const SHAPES = new WeakMap<object, Map<string, Shape>>();

/**
 * A named statement that is parsed, planned and described once on each connection and afterwards only bound and run: pg's own asks to have the
 * columns described again with every run. `pg` calls the `handle…` methods as the answer comes in, and `callback` when it is complete.
 */
export class PreparedStatement {
  readonly rows: Record<string, unknown>[] = [];
  /** Set by whoever runs it. */
  callback: ((error: Error | null) => void) | undefined;
  private shapes: Map<string, Shape> = new Map();
  private shape: Shape | undefined;
  private unreadable: Error | null = null;

  constructor(
    readonly name: string,
    readonly text: string,
    private readonly params: readonly unknown[],
  ) {}

  submit(connection: Connection): Error | null {
    const { name, text } = this;
    const known = connection.parsedStatements[name];
    if (known !== undefined && known !== text) return new Error(`two statements are called ${name}`);
    this.shapes = shapesOf(connection);
    this.shape = known === undefined ? undefined : this.shapes.get(name);
    connection.stream.cork();
    try {
      if (known === undefined) connection.parse({ name, text });
      connection.bind({ statement: name, values: this.params.map(asText) });
      if (!this.shape) connection.describe({ type: 'P' });
      connection.execute();
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.shape = {
      columns: fields.map(({ name, dataTypeID }) => ({ name, parse: TYPES.getTypeParser(dataTypeID, 'text') })),
      blank: Object.fromEntries(fields.map(({ name }) => [name, null])),
    };
    this.shapes.set(this.name, this.shape);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    try {
      this.rows.push(this.shape ? rowOf(this.shape, fields) : {});
    } catch (error) {
      this.unreadable = error instanceof Error ? error : new Error(String(error));
    }
  }

  handleCommandComplete(): void {}

  handleEmptyQuery(): void {}

  handleError(error: Error): void {
    // The driver's error was made where the socket is read; this is where somebody can say what was asked.
    Error.captureStackTrace(error);
    this.callback?.(error);
  }

  handleReadyForQuery(): void {
    this.callback?.(this.unreadable);
  }
}

function rowOf({ columns, blank }: Shape, fields: readonly (string | null)[]): Record<string, unknown> {
  const row: Record<string, unknown> = { ...blank };
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at];
    const text = fields[at];
    if (column && typeof text === 'string') row[column.name] = column.parse(text);
  }
  return row;
}

function shapesOf(connection: object): Map<string, Shape> {
  const known = SHAPES.get(connection);
  if (known) return known;
  const shapes = new Map<string, Shape>();
  SHAPES.set(connection, shapes);
  return shapes;
}

/** A parameter as PostgreSQL reads it: instants in UTC, bytes as they are, lists as its arrays, anything else with an inside as JSON. */
function asText(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(asItem).join(',')}}`;
  return JSON.stringify(value);
}

function asItem(value: unknown): string {
  const text = asText(value);
  if (text === null) return 'NULL';
  return Buffer.isBuffer(text) ? `"\\\\x${text.toString('hex')}"` : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
