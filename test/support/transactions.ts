import { AsyncLocalStorage } from 'node:async_hooks';
import type { INestApplicationContext } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { Gateway } from '../../libs/payments/gateway.js';

/**
 * Watches an application for words with Stripe while the transaction that speaks them is open: its locks would wait for the network.
 * Answers the list that fills up with what was asked so; nothing is refused, for the test itself must come out as in production.
 */
export function watchTransactions(nest: INestApplicationContext): readonly string[] {
  const asked: string[] = [];
  const running = new AsyncLocalStorage<{ open: boolean }>();
  const db = nest.get(DataSource);
  const begin = db.transaction.bind(db) as (...given: unknown[]) => Promise<unknown>;
  const watched = (...given: unknown[]): Promise<unknown> => {
    const transaction = { open: true };
    return running.run(transaction, () => begin(...given)).finally(() => {
      transaction.open = false;
    });
  };
  Object.assign(db, { transaction: watched });
  nest.get(Gateway, { strict: false }).stripe.on('request', ({ method, path }: Stripe.RequestEvent) => {
    if (running.getStore()?.open === true) asked.push(`${method} ${path}`);
  });
  return asked;
}
