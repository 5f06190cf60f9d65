export type { DoorResultView, DoorResultsView, DoorView } from './door.dto.js';
export { DueEventsService, type LostGround } from './due-events.service.js';
export { EVENT_KINDS, EVENT_MACHINE, EVENT_STATUSES, OPEN_STATUSES, type EventAction, type EventKind, type EventStatus } from './event.rules.js';
export { EventsModule } from './events.module.js';
export { EventsService } from './events.service.js';
export type { EventSettlementView, SettlementShareView } from './settlement.dto.js';
export { SettlementService } from './settlement.service.js';
export { eventById, lockEvent, type EventRow } from './events.queries.js';
