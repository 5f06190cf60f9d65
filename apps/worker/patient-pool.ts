import { types } from 'node:util';
import pg from 'pg';

/** `cannot_connect_now`: what the queue takes for a server that is about to be there, and asks again for hours. */
const NOT_YET = '57P03';
/** The server ends, has crashed, or is not there. https://www.postgresql.org/docs/18/errcodes-appendix.html */
const LOST: ReadonlySet<string> = new Set(['57P01', '57P02', NOT_YET, '08003', '08006', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);
/** The driver's own words, without a code. */
const LOST_WORDS = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/**
 * The connections of the queue. Its runner tries again where it is told to wait, and ends the whole process where writing down a finished job
 * fails for another reason: so a connection that is lost, as while the database is restarted, is told as a reason to wait.
 */
export function patientPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 10 });
  patiently(pool, 'connect', () => pool.ending);
  pool.on('connect', (client) => {
    client.on('error', heard);
    patiently(client, 'query', () => false);
  });
  pool.on('error', heard);
  return pool;
}

/** A connection that is cut tells both the statement and whoever listens to it; an error that nobody listens to ends the process. */
const heard = (): void => undefined;

/** Once it is over, whoever still waits to try again hears nothing more: the process ends, and the job is found abandoned. */
function patiently(of: pg.Pool | pg.PoolClient, method: 'connect' | 'query', isOver: () => boolean): void {
  const plain: unknown = Reflect.get(of, method);
  if (typeof plain !== 'function') throw new TypeError(`there is no ${method}`);
  Reflect.set(of, method, (...args: unknown[]): unknown => {
    if (isOver()) return new Promise(() => undefined);
    const answer: unknown = Reflect.apply(plain, of, args);
    return answer instanceof Promise ? answer.catch((error: unknown) => Promise.reject(inWaiting(error))) : answer;
  });
}

function inWaiting(error: unknown): Error {
  if (!types.isNativeError(error)) return new Error('the database answered with no error', { cause: error });
  const code: unknown = Reflect.get(error, 'code');
  const lost = typeof code === 'string' ? LOST.has(code) : LOST_WORDS.test(error.message);
  return lost ? Object.assign(new Error('the database is not there', { cause: error }), { code: NOT_YET }) : error;
}
