export { Checkouts } from './checkouts.service.js';
export { gatheredReceipts, receiptsOf, recordCash, type CashTaken } from './money.js';
export { OrderChanges } from './order-changes.service.js';
export { OrderSweep } from './order-sweep.service.js';
export { RegisterGuest, RegistrationView } from './orders.dto.js';
export { OrdersModule } from './orders.module.js';
export {
  moneyOf,
  orderById,
  saleOf,
  seatsOf,
  ticketTypeById,
  ticketTypesOf,
  type OrderMoney,
  type OrderRow,
  type SaleRow,
  type SeatRow,
  type TicketTypeRow,
} from './orders.queries.js';
export {
  MOST_SEATS,
  ONLINE_YEN,
  ORDER_MACHINE,
  ORDER_METHODS,
  ORDER_ROLES,
  ORDER_STATUSES,
  orderMethods,
  passIn,
  SALE_METHODS,
  SELLERS,
  type OrderMethod,
  type OrderRole,
  type OrderStatus,
  type PolicyStep,
  type Question,
  type SaleMethod,
  type Seller,
} from './order.rules.js';
export { referralCounts, type ReferralCount } from './referral-counts.js';
export { Registrations, type RegisterContext } from './registrations.service.js';
export { Refunds } from './refunds.service.js';
export { cancelSale, type CalledOff } from './sale.cancel.js';
export { importOrders, registeredAddresses, type ImportedOrder } from './sale.import.js';
export { moveSale } from './sale.move.js';
export { closeSale, openSale, type SaleWish, type TicketTypeWish } from './sales.js';
export { checkIn, giveSeat, takeSeatBack, walkIn, type CheckInResult, type SeatAtDoor } from './seats.js';
export { stepsOf, type StepBy, type StepRow } from './steps.js';
export { Waitlist } from './waitlist.service.js';
