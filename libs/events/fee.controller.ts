import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '#libs/identity';
import { EVENTS } from './events.access.js';
import { FeeSplitView } from './fee.dto.js';
import { FeeService } from './fee.service.js';

@ApiTags('events')
@Controller()
export class FeeController {
  constructor(private readonly fees: FeeService) {}

  @Get('events/:id/fee-split')
  @Access(EVENTS.read)
  @ApiOkResponse({ type: FeeSplitView })
  read(@Param('id', ParseUUIDPipe) id: string): Promise<FeeSplitView> {
    return this.fees.read(id);
  }
}
