import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from '#libs/kernel';
import { dataSourceOptions } from './data-source.js';
import type { RunningSettings } from './settings.js';

/** The settings of this process, for whoever needs an address or a key. */
export const SETTINGS = Symbol('settings');

/** The ground every app stands on: the database, the clock and the settings. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(settings: RunningSettings, clock: Clock, poolSize?: number): DynamicModule {
    const { url, replicaUrls } = settings.database;
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(url, { replicaUrls, poolSize }), autoLoadEntities: true, retryAttempts: 3 })],
      providers: [
        { provide: Clock, useValue: clock },
        { provide: SETTINGS, useValue: settings },
      ],
      exports: [Clock, SETTINGS, TypeOrmModule],
    };
  }
}
