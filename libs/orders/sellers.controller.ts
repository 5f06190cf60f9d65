import { Body, Controller, Get, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { SELLER } from './sellers.access.js';
import { DescribeSeller, SellerView } from './sellers.dto.js';
import { Sellers } from './sellers.service.js';

/** In whose name receipts are. */
@ApiTags('registrations')
@Controller()
export class SellersController {
  constructor(private readonly sellers: Sellers) {}

  @Get('me/seller')
  @Access(SELLER.own)
  @ApiOkResponse({ type: SellerView })
  readOwn(@CurrentActor() actor: Actor): Promise<SellerView> {
    return this.sellers.own(actor);
  }

  @Put('me/seller')
  @Access(SELLER.own)
  @ApiOkResponse({ type: SellerView, description: 'receipts from the next payment on say it' })
  describeOwn(@CurrentActor() actor: Actor, @Body() said: DescribeSeller): Promise<SellerView> {
    return this.sellers.describeOwn(actor, said);
  }

  @Get('spaces/:id/seller')
  @Access(SELLER.space)
  @ApiOkResponse({ type: SellerView })
  readSpace(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<SellerView> {
    return this.sellers.ofSpace(actor, id);
  }

  @Put('spaces/:id/seller')
  @Access(SELLER.space)
  @ApiOkResponse({ type: SellerView, description: 'receipts from the next payment on say it' })
  describeSpace(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() said: DescribeSeller): Promise<SellerView> {
    return this.sellers.describeSpace(actor, id, said);
  }
}
