import { Module } from '@nestjs/common';
import { Customers } from './customers.js';
import { StripeEvents } from './events.service.js';
import { Gateway } from './gateway.js';
import { Inbox } from './inbox.js';
import { PaymentsController } from './payments.controller.js';
import { Payments } from './payments.service.js';
import { PortalSetUp } from './portal.js';
import { Prices } from './prices.js';
import { Reconciliation } from './reconciliation.service.js';
import { StripeDoor } from './stripe-door.js';
import { Subscriptions } from './subscriptions.service.js';
import { PaymentTasks } from './tasks.service.js';

/** Stripe, for everything of ours that takes or gives money. */
@Module({
  controllers: [PaymentsController],
  providers: [Gateway, Prices, PortalSetUp, Customers, Payments, Subscriptions, Inbox, StripeDoor, StripeEvents, Reconciliation, PaymentTasks],
  exports: [Payments, Subscriptions, StripeDoor, StripeEvents, Reconciliation],
})
export class PaymentsModule {}
