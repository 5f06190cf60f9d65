import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PageQuery, type Page } from '#libs/door';
import { Access, CurrentActor, HoldsSecrets, type Actor } from '#libs/identity';
import { REGISTRATION } from './manage.access.js';
import { OwnRegistrationListView, type OwnRegistrationView } from './own-registrations.dto.js';
import { OwnRegistrations } from './own-registrations.service.js';

/** What somebody who is signed in has registered for. Each line opens its registration, so no copy of the answer is kept. */
@ApiTags('registrations')
@Controller()
@HoldsSecrets()
export class OwnRegistrationsController {
  constructor(private readonly own: OwnRegistrations) {}

  @Get('me/registrations')
  @Access(REGISTRATION.own)
  @ApiOkResponse({ type: OwnRegistrationListView })
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<OwnRegistrationView>> {
    return this.own.list(actor, query);
  }
}
