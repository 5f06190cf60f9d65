import 'reflect-metadata';
import { join } from 'node:path';
import { readRunningSettings } from '#libs/database';
import { SystemClock } from '#libs/kernel';
import { createApi } from './app.js';

const settings = readRunningSettings(process.env);
// `npm run dev` serves the screens itself, from their sources.
const screens = process.argv.includes('--without-screens') ? undefined : join(import.meta.dirname, '../web');
const app = await createApi(settings, new SystemClock(), screens);
await app.listen({ port: settings.port, host: settings.host });
