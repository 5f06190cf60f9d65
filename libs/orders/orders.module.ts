import { Module } from '@nestjs/common';
import { DocumentsModule } from '#libs/documents';
import { PaymentsModule } from '#libs/payments';
import { Cancelling } from './cancelling.service.js';
import { Checkouts } from './checkouts.service.js';
import { ManageController } from './manage.controller.js';
import { Managing } from './manage.service.js';
import { Opening } from './opening.js';
import { OrderChanges } from './order-changes.service.js';
import { OrderSweep } from './order-sweep.service.js';
import { OwnRegistrationsController } from './own-registrations.controller.js';
import { OwnRegistrations } from './own-registrations.service.js';
import { RefundChanges } from './refund-changes.service.js';
import { RefundsController } from './refunds.controller.js';
import { Refunds } from './refunds.service.js';
import { Registrations } from './registrations.service.js';
import { SellersController } from './sellers.controller.js';
import { Sellers } from './sellers.service.js';
import { Waitlist } from './waitlist.service.js';

/** What guests buy: seats held, Checkout, door and later payment, refunds, the waitlist. It knows nothing of what is sold. */
@Module({
  imports: [PaymentsModule, DocumentsModule],
  controllers: [ManageController, OwnRegistrationsController, RefundsController, SellersController],
  providers: [Opening, Managing, OwnRegistrations, Sellers, Cancelling, Waitlist, RefundChanges, Refunds, Checkouts, Registrations, OrderChanges, OrderSweep],
  exports: [Waitlist, Refunds, Checkouts, Registrations, OrderChanges, OrderSweep],
})
export class OrdersModule {}
