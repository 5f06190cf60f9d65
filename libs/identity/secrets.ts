import { createHash, hash, randomBytes } from 'node:crypto';
import { SetMetadata, type CustomDecorator } from '@nestjs/common';

const TOKEN_BYTES = 32;

export const HOLDS_SECRETS = 'mazeru:holdsSecrets';

/** The routes of this controller are sent passwords or answer tokens: nothing of either may be written down for later. */
export const HoldsSecrets = (): CustomDecorator => SetMetadata(HOLDS_SECRETS, true);

/** A random token for a cookie, a link or an API client. Only its hash is stored. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** What is stored of a token: it is random, so a plain SHA-256 is enough. */
export const tokenHash = (token: string): Buffer => hash('sha256', token, 'buffer');

/** The key that opens `/metrics`: it follows from the installation's secret, so that there is nothing more to set. */
export const metricsKey = (secret: Buffer): string => createHash('sha256').update('metrics').update(secret).digest('hex');
