import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { inSpace, type Actor } from '#libs/identity';
import { Refusal } from '#libs/kernel';
import { agreementOf, agreementVersions, previewSplit, type Agreement, type Consent } from '#libs/revenue';
import type { AgreementView, ConsentView, EventSplitView, SplitAtView } from './events.dto.js';
import { isOnline } from './event.rules.js';
import { eventById, type EventRow } from './events.queries.js';
import { EventsService } from './events.service.js';
import { holds } from './events.views.js';

/** How the money of an event is shared, for its parties. */
@Injectable()
export class SplitService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly events: EventsService,
  ) {}

  /** The agreement, its versions, and what it gives with so many guests. Refuses 404 for whoever is no party to it. */
  async read(actor: Actor, id: string, guests: number | undefined): Promise<EventSplitView> {
    const event = await eventById(this.db, id);
    const standing = event && (await this.events.standing(actor, event));
    const officer = actor.roles.has('steward') || actor.roles.has('treasurer') || actor.roles.has('approver');
    if (!event || !standing || !(officer || holds(standing, event) || (event.spaceId !== null && inSpace(actor, event.spaceId)))) throw Refusal.missing('event');
    const live = await agreementOf(this.db, id);
    return {
      agreement: live && agreementView(live),
      versions: (await agreementVersions(this.db, id)).map(agreementView),
      preview: live && previewOf(event, live, guests ?? event.capacity),
    };
  }
}

function previewOf(event: EventRow, { terms }: Agreement, guests: number): SplitAtView {
  const priceYen = event.ticketTypes[0]?.priceYen ?? 0;
  const paidOnline = event.methods.some(isOnline) ? guests : 0;
  const { receivedYen, costYen, poolYen, lines } = previewSplit(terms, { priceYen, guests, paidOnline, brought: guests, space: event.spaceId !== null, builder: false });
  return { guests, priceYen, receivedYen, costYen, poolYen, lines: lines.map(({ role, amountYen }) => ({ role, amountYen })) };
}

const consentView = (consent: Consent | null): ConsentView | null => consent && { name: consent.name, at: consent.at.toISOString() };

const agreementView = ({ version, status, terms, offeredSide, offeredAt, note, host, space, frozenAt }: Agreement): AgreementView => ({
  version,
  status,
  base: terms.base,
  shares: terms.shares.map(({ role, kind, value }) => ({ role, kind, value })),
  offeredSide,
  offeredAt: offeredAt.toISOString(),
  note,
  host: consentView(host),
  space: consentView(space),
  frozenAt: frozenAt?.toISOString() ?? null,
});
