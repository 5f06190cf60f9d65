import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PageQuery, type Page } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { PAYMENTS } from './payments.access.js';
import { PaymentTaskPage, PaymentTaskView, ReconciliationPage, ReconciliationView, TasksQuery } from './payments.dto.js';
import { Reconciliation } from './reconciliation.service.js';
import { PaymentTasks } from './tasks.service.js';

@ApiTags('payments')
@Controller()
export class PaymentsController {
  constructor(
    private readonly tasks: PaymentTasks,
    private readonly reconciliation: Reconciliation,
  ) {}

  @Get('payment-tasks')
  @Access(PAYMENTS.reconcile)
  @ApiOkResponse({ type: PaymentTaskPage })
  list(@CurrentActor() actor: Actor, @Query() query: TasksQuery): Promise<Page<PaymentTaskView>> {
    return this.tasks.list(actor, query);
  }

  @Post('payment-tasks/:id/mending')
  @Access(PAYMENTS.reconcile)
  @HttpCode(200)
  @ApiOkResponse({ type: PaymentTaskView })
  mend(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<PaymentTaskView> {
    return this.tasks.mend(actor, id);
  }

  @Get('reconciliations')
  @Access(PAYMENTS.reconcile)
  @ApiOkResponse({ type: ReconciliationPage })
  reconciliations(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<ReconciliationView>> {
    return this.reconciliation.list(actor, query);
  }

  @Post('reconciliations')
  @Access(PAYMENTS.reconcile)
  @ApiCreatedResponse({ type: ReconciliationView })
  reconcile(@CurrentActor() actor: Actor): Promise<ReconciliationView> {
    return this.reconciliation.request(actor);
  }
}
