import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '#libs/identity';
import { Refusal } from '#libs/kernel';
import { agreementOf, agreementVersions, previewSplit, type Agreement, type Consent } from '#libs/revenue';
import type { AgreementView, ConsentView, EventSplitView, SplitAtView } from './agreeing.dto.js';
import { isOnline } from './event.rules.js';
import { eventById, type EventRow } from './events.queries.js';
import { EventsService } from './events.service.js';
import { holds } from './events.views.js';
import { isAskedToTakeIn, movedConsent } from './moving.queries.js';
import { builderOf } from './people.seats.js';

/** How the money of an event is shared, for its parties. */
@Injectable()
export class SplitService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly events: EventsService,
  ) {}

  /** The agreement, its versions, who built the business, and what it gives with so many guests. Refuses 404 for whoever is no party to it. */
  async read(actor: Actor, id: string, guests: number | undefined): Promise<EventSplitView> {
    const event = await eventById(this.db, id);
    const standing = event && (await this.events.standing(actor, event));
    const officer = actor.roles.has('steward') || actor.roles.has('treasurer') || actor.roles.has('approver');
    const builder = event && (await builderOf(this.db, id));
    const party = standing?.space || (event && isAskedToTakeIn(actor, event)) || builder?.accountId === actor.accountId;
    if (!event || !standing || !(officer || holds(standing, event) || party)) throw Refusal.missing('event');
    const live = await agreementOf(this.db, id);
    const joined = live && (await movedConsent(this.db, live.id, event.spaceId));
    const shown = (version: Agreement): AgreementView => agreementView(joined && version.id === live.id ? { ...version, space: joined } : version);
    const agreedAt = builder?.status === 'accepted' ? builder.answeredAt : null;
    return {
      agreement: live && shown(live),
      versions: (await agreementVersions(this.db, id)).map(shown),
      preview: live && previewOf(event, live, guests ?? event.capacity, agreedAt !== null),
      builder: builder && { name: builder.name, agreedAt: agreedAt?.toISOString() ?? null },
    };
  }
}

function previewOf(event: EventRow, { terms }: Agreement, guests: number, builder: boolean): SplitAtView {
  const priceYen = event.ticketTypes[0]?.priceYen ?? 0;
  const paidOnline = event.methods.some(isOnline) ? guests : 0;
  const { receivedYen, costYen, poolYen, lines } = previewSplit(terms, { priceYen, guests, paidOnline, brought: guests, space: event.spaceId !== null, builder });
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
