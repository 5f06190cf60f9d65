import 'reflect-metadata';
import { readRunningSettings } from '#libs/database';
import { SystemClock } from '#libs/kernel';
import { startWorker } from './worker.js';

await startWorker(readRunningSettings(process.env), new SystemClock());
