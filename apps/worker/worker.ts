import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { RunningSettings } from '#libs/database';
import type { Clock } from '#libs/kernel';
import { WorkerModule } from './worker.module.js';

/** A worker at work: its schedule runs, its jobs are taken. `close()` lets the jobs under way end first. */
export async function startWorker(settings: RunningSettings, clock: Clock): Promise<INestApplicationContext> {
  const app = await NestFactory.createApplicationContext(WorkerModule.with(settings, clock), {
    logger: settings.logLevel === 'silent' ? false : ['fatal', 'error', 'warn'],
    abortOnError: false,
  });
  return app.enableShutdownHooks(['SIGINT', 'SIGTERM']);
}
