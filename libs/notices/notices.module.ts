import { Global, Module } from '@nestjs/common';
import { MailDelivery } from './mail-delivery.js';
import { Mailer } from './mailer.js';

/** Outbox and inbox. Global, because whoever writes may tell people. */
@Global()
@Module({ providers: [Mailer, MailDelivery], exports: [Mailer, MailDelivery] })
export class NoticesModule {}
