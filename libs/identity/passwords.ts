import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// OWASP's scrypt setting: 128 MiB of memory a guess.
const COST = { N: 2 ** 17, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

type Cost = typeof COST;

const derive = (password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key))),
  );

/** `scrypt$N$r$p$salt$key`: the cost stands with the hash, so that it can grow. */
export async function hashPassword(password: string): Promise<string> {
  const cost = passwordCost();
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Does the password fit the hash? Takes as long for an account that does not exist (hash null), so that nobody can tell. */
export async function checkPassword(password: string, hash: string | null): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (hash ?? (await decoy())).split('$');
  const expected = Buffer.from(key, 'base64');
  const derived = await derive(password, Buffer.from(salt, 'base64'), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(derived, expected) && hash !== null;
}

let decoyHash: Promise<string> | undefined;
const decoy = (): Promise<string> => (decoyHash ??= hashPassword('nobody has this password'));

/** Tests sign in hundreds of times; they alone may ask for a cheap hash. */
const passwordCost = (): Cost => (process.env['NODE_ENV'] === 'test' ? { ...COST, N: 2 ** 10 } : COST);
