import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { Gateway } from '../../libs/payments/gateway.js';
import { TestApp } from '../support/app.js';

const sources = (folders: readonly string[]): string[] =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(spec|gen)\.tsx?$/.test(file));
const parsed = (file: string): ts.SourceFile => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);

describe('what speaks with Stripe', () => {
  it('never asks whether it is Stripe: only the launcher and the settings know of a simulator', () => {
    const asking = sources(['libs', 'apps/api', 'apps/worker', 'apps/web'])
      .filter((file) => file !== 'libs/database/settings.ts')
      // Comments may speak of it; code may not. A simulation of rule sets is another thing.
      .filter((file) => /stripe[\W_]*\w*[\W_]*simulat|simulat\w*[\W_]*stripe|isSimulated|stripe-?sim|sk_test|livemode|\b12111\b/i.test(readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '')));
    expect(asking).toEqual([]);
  });

  it('decides nothing by the address of the api: that is read once, where the client is made', () => {
    const reading = sources(['libs', 'apps/api', 'apps/worker']).filter((file) => /\bstripe\??\.api\b|secretKey, api\b/.test(readFileSync(file, 'utf8')));
    expect(reading).toEqual(['libs/payments/stripe.client.ts']);
  });

  /** The calls that leave the house: methods of Payments, of Subscriptions and of the gateway, and the client itself. */
  const AWAY = /\b(?:payments|subscriptions|customers|gateway|stripe|portals|prices)\??\.(?!has\b)\w+\(/;

  it('is never asked inside a transaction', () => {
    const inside: string[] = [];
    for (const file of sources(['libs', 'apps/api', 'apps/worker', 'apps/cli']).filter((name) => readFileSync(name, 'utf8').includes('.transaction('))) {
      const look = (node: ts.Node): void => {
        if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'transaction') {
          const call = node.arguments.map((argument) => argument.getText()).join('\n');
          const found = AWAY.exec(call.replaceAll(/this\.prices\.view|this\.prices\.list/g, ''));
          if (found) inside.push(`${file}: ${found[0]}`);
        }
        ts.forEachChild(node, look);
      };
      look(parsed(file));
    }
    expect(inside).toEqual([]);
  });

  it('is noticed at run time as well: a test in which it happens cannot end well', async () => {
    const app = await TestApp.start();
    const { stripe } = app.nest.get(Gateway, { strict: false });
    await app.db.transaction(() => stripe.customers.list({}, { maxNetworkRetries: 0 }).catch(() => null));
    await expect(app.stop()).rejects.toThrow('Stripe was asked inside a transaction, which waits for its answer with every lock it holds: GET /v1/customers');
  });

  it('is recognised when it is asked inside a transaction', () => {
    expect(AWAY.test('await this.payments.refund({ key })')).toBe(true);
    expect(AWAY.test('await tx.query(ANSWERED_SQL)')).toBe(false);
  });
});
