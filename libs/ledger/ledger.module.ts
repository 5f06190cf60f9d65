import { Module } from '@nestjs/common';
import { LedgerController } from './ledger.controller.js';
import { LedgerService } from './ledger.service.js';
import { LedgerSealer } from './seal.js';

/** The books: every yen, from where to where and why. */
@Module({ controllers: [LedgerController], providers: [LedgerService, LedgerSealer], exports: [LedgerSealer] })
export class LedgerModule {}
