import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { prepared } from '#libs/database';
import { Refusal } from '#libs/kernel';
import { tokenHash } from './secrets.js';

/** How often something may be done: so many times in so many seconds. */
export const LIMITS = {
  /** Attempts to sign in with one address. */
  signInByAddress: { points: 10, seconds: 15 * 60 },
  /** Attempts to sign in from one place. */
  signInByPlace: { points: 60, seconds: 15 * 60 },
  /** Letters asked for to one address: confirmations and resets. */
  letterByAddress: { points: 5, seconds: 60 * 60 },
  /** Accounts and letters asked for from one place. */
  letterByPlace: { points: 40, seconds: 60 * 60 },
  /** Codes typed for one claim at the door of a space. */
  checkIn: { points: 10, seconds: 10 * 60 },
  /** Writes of one account, or of one place where nobody is signed in. */
  write: { points: 240, seconds: 60 },
} as const;
export type Limit = keyof typeof LIMITS;

/** What the limiter asks of its store. */
interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

/** Rate limits, counted in PostgreSQL so that all processes share them. */
@Injectable()
export class Limits {
  private readonly limiters: Record<Limit, RateLimiterPostgres>;

  constructor(@InjectDataSource() dataSource: DataSource) {
    const storeClient = {
      query: async ({ name, text, values }: Statement) => {
        const found = await prepared(dataSource, name, text, values);
        return { rows: found, rowCount: found.length };
      },
    };
    const limiter = (name: Limit): RateLimiterPostgres =>
      new RateLimiterPostgres({
        storeClient,
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: name,
        points: LIMITS[name].points,
        duration: LIMITS[name].seconds,
      });
    this.limiters = {
      signInByAddress: limiter('signInByAddress'),
      signInByPlace: limiter('signInByPlace'),
      letterByAddress: limiter('letterByAddress'),
      letterByPlace: limiter('letterByPlace'),
      checkIn: limiter('checkIn'),
      write: limiter('write'),
    };
  }

  /** Count one use; `who` is kept hashed, for it may be an address. Refuses 429 `tooMany` with the seconds to wait. */
  async use(limit: Limit, who: string): Promise<void> {
    try {
      await this.limiters[limit].consume(keyOf(who));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw Refusal.tooMany('tooMany', { seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) });
    }
  }

  /** Forget what was counted: a right password clears the wrong ones before it. */
  async forgive(limit: Limit, who: string): Promise<void> {
    await this.limiters[limit].delete(keyOf(who));
  }
}

const keyOf = (who: string): string => tokenHash(who).toString('base64url');
