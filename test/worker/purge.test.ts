import { Purge } from '../../apps/worker/purge.js';
import { theRow } from '#libs/database';
import { TestApp } from '../support/app.js';
import { evening, guest } from '../support/evenings.js';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const ANSWERS = [{ questionId: 'food', text: 'そばが食べられません' }];

it('what guests answered to a host is gone thirty days after the evening, and the registration stays', async () => {
  const jelly = await evening(app);
  const { id } = await guest(app, jelly);
  await app.db.query('update orders set answers = $2 where id = $1', [id, JSON.stringify(ANSWERS)]);
  const purge = new Purge(app.db, app.clock);
  const order = () => theRow(app.db, 'order', 'select name, answers from orders where id = $1', [id]);
  app.clock.set('2026-12-28T11:59:00Z');
  await purge.run();
  expect(await order()).toEqual({ name: '高橋 実', answers: ANSWERS });
  app.clock.set('2026-12-28T12:01:00Z');
  await purge.run();
  expect(await order()).toEqual({ name: '高橋 実', answers: [] });
});
