import 'reflect-metadata';
import { join } from 'node:path';
import { readRunningSettings } from '#libs/database';
import { SystemClock } from '#libs/kernel';
import { createApi } from './app.js';

const settings = readRunningSettings(process.env);
const app = await createApi(settings, new SystemClock(), join(import.meta.dirname, '../web'));
await app.listen({ port: settings.port, host: settings.host });
