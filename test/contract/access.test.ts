import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import request from 'supertest';
import { ACCESS_ROW, SESSION_COOKIE, type AccessRow } from '#libs/identity';
import { TestApp, type Person } from '../support/app.js';
import { ACCESS, type Caller } from './access.table.js';

const NOWHERE = '01940000-0000-7000-8000-000000000000';
const UNVERSIONED = new Set(['healthz', 'readyz', 'metrics']);
const PUBLIC: Caller[] = ['guest', 'stranger', 'mixer', 'owner', 'reception', 'steward', 'treasurer', 'approver'];

interface Route {
  method: string;
  path: string;
  row: AccessRow | undefined;
}

/** What the router really has, read from the controllers themselves. */
function routesOf(app: TestApp): Route[] {
  const controllers = [...app.nest.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const base = String(Reflect.getMetadata(PATH_METADATA, metatype)).replace(/^\/$/, '');
    return Object.getOwnPropertyNames(metatype.prototype).flatMap((name) => {
      const handler: unknown = metatype.prototype[name];
      if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler)] ?? '?';
      const path = [base, String(Reflect.getMetadata(PATH_METADATA, handler))].filter((part) => part && part !== '/').join('/');
      return [{ method, path, row: Reflect.getMetadata(ACCESS_ROW, handler) }];
    });
  });
}

describe('the access table', () => {
  let app: TestApp;
  let routes: Route[];
  const people = new Map<Caller, Person | null>();

  beforeAll(async () => {
    app = await TestApp.start();
    routes = routesOf(app);
    const space = await app.space();
    const desk = await app.person('受付 係');
    await app.staff(space.id, desk, 'reception');
    people.set('guest', null);
    people.set('stranger', await app.person());
    people.set('mixer', await app.mixer());
    people.set('owner', space.owner);
    people.set('reception', desk);
    for (const role of ['steward', 'treasurer', 'approver'] as const) people.set(role, await app.admin(role));
  });
  afterAll(() => app.stop());

  it('has a row for every route, and no row for a route that is gone', () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(ACCESS).sort());
    expect(routes.filter(({ row }) => !row)).toEqual([]);
  });

  it.each(Object.entries(ACCESS))('%s lets in only %j', async (route, admitted) => {
    const [method = '', path = ''] = route.split(' ');
    for (const caller of PUBLIC) {
      const person = people.get(caller);
      // Wrong passwords and letters are counted; the walk itself must not run into the counters.
      await app.db.query('delete from rate_limits');
      const url = `${UNVERSIONED.has(path) ? '' : '/api/v1'}/${path.replace(/:\w+/g, NOWHERE)}`;
      const verb = method.toLowerCase() as 'get' | 'post' | 'patch' | 'put' | 'delete';
      const asked = request(app.nest.getHttpServer())[verb](url);
      const { status } = await (person ? asked.set('cookie', `${SESSION_COOKIE}=${person.token}`) : asked);
      const heard = status === 401 ? 'who are you' : status === 403 ? 'not for you' : 'come in';
      const expected = admitted === 'anyone' || admitted.includes(caller) ? 'come in' : caller === 'guest' ? 'who are you' : 'not for you';
      // A route that ends the caller's own session is walked last, so that nobody is signed out on the way.
      expect({ caller, heard, status: status >= 500 ? status : 'fine' }).toEqual({ caller, heard: OWN_KEY.has(route) ? heard : expected, status: 'fine' });
      if (route === 'DELETE sessions/current' && person) await app.db.query('update sessions set ended_at = null');
    }
  });
});

/** Doors with a key of their own instead of a role: a password, a metrics key. What they say without it is tested with them. */
const OWN_KEY = new Set(['GET metrics', 'POST sessions']);
