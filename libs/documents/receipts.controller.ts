import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PageQuery } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { RECEIPTS } from './documents.access.js';
import { ReceiptPageView, ReceiptSearch, ReceiptView, ReissueReceipt } from './receipts.dto.js';
import { ReceiptsService } from './receipts.service.js';

@ApiTags('documents')
@Controller()
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

  @Get('me/receipts')
  @Access(RECEIPTS.own)
  @ApiOkResponse({ type: ReceiptPageView })
  own(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<ReceiptPageView> {
    return this.receipts.own(actor, query);
  }

  @Get('receipts')
  @Access(RECEIPTS.search)
  @ApiOkResponse({ type: ReceiptPageView })
  search(@Query() query: ReceiptSearch): Promise<ReceiptPageView> {
    return this.receipts.search(query);
  }

  @Post('receipts/:id/reissue')
  @Access(RECEIPTS.own)
  @ApiCreatedResponse({ type: ReceiptView })
  reissue(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() change: ReissueReceipt): Promise<ReceiptView> {
    return this.receipts.reissue(actor, id, change);
  }
}
