import { Module } from '@nestjs/common';
import { DocumentsController } from './documents.controller.js';
import { DocumentsService } from './documents.service.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiptsService } from './receipts.service.js';

/** Numbered papers that never change. */
@Module({ controllers: [DocumentsController, ReceiptsController], providers: [DocumentsService, ReceiptsService], exports: [DocumentsService] })
export class DocumentsModule {}
