import { Module } from '@nestjs/common';
import { OrdersModule } from '#libs/orders';
import { AfterEventController } from './after.controller.js';
import { AgreeingService } from './agreeing.service.js';
import { CancellingService } from './cancelling.service.js';
import { ContactsService } from './contacts.service.js';
import { CostReviewsController } from './cost-reviews.controller.js';
import { CostReviewsService } from './cost-reviews.service.js';
import { DeskController } from './desk.controller.js';
import { DeskService } from './desk.service.js';
import { DoorController } from './door.controller.js';
import { DoorService } from './door.service.js';
import { DueEventsService } from './due-events.service.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';
import { ImportingService } from './importing.service.js';
import { FeeController } from './fee.controller.js';
import { FeeService } from './fee.service.js';
import { MeetingsController } from './meetings.controller.js';
import { DueMeetings } from './meetings.due.service.js';
import { LeadingMeetings } from './meetings.leading.service.js';
import { MovingMeetings } from './meetings.moving.service.js';
import { MeetingsService } from './meetings.service.js';
import { MovingService } from './moving.service.js';
import { OutsideController } from './outside.controller.js';
import { OutsideService } from './outside.service.js';
import { PeopleService } from './people.service.js';
import { PlanningService } from './planning.service.js';
import { PublishingService } from './publishing.service.js';
import { ReadingService } from './reading.service.js';
import { ReferralsController } from './referrals.controller.js';
import { ReferralsService } from './referrals.service.js';
import { EventRegistrationsController } from './registrations.controller.js';
import { ReportService } from './report.service.js';
import { SettlementController } from './settlement.controller.js';
import { SettlementService } from './settlement.service.js';
import { SpaceEarnings } from './space-earnings.service.js';
import { SplitService } from './split.service.js';
import { SurveyService } from './survey.service.js';
import { TemplatesService } from './templates.service.js';

@Module({
  imports: [OrdersModule],
  controllers: [
    EventsController,
    CostReviewsController,
    FeeController,
    DeskController,
    EventRegistrationsController,
    DoorController,
    SettlementController,
    AfterEventController,
    ReferralsController,
    OutsideController,
    MeetingsController,
  ],
  providers: [
    EventsService,
    ReadingService,
    PlanningService,
    AgreeingService,
    PublishingService,
    MovingService,
    CancellingService,
    CostReviewsService,
    SplitService,
    FeeService,
    DeskService,
    PeopleService,
    TemplatesService,
    DueEventsService,
    ImportingService,
    DoorService,
    ReportService,
    SettlementService,
    SpaceEarnings,
    SurveyService,
    ContactsService,
    ReferralsService,
    OutsideService,
    MeetingsService,
    LeadingMeetings,
    MovingMeetings,
    DueMeetings,
  ],
  exports: [EventsService, OutsideService, DueEventsService, DueMeetings, SettlementService],
})
export class EventsModule {}
