import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Refusal } from '#libs/kernel';
import { agreementOf, previewSplit } from '#libs/revenue';
import { isOnline } from './event.rules.js';
import { eventById } from './events.queries.js';
import { maySee } from './events.service.js';
import { NOBODY } from './events.views.js';
import type { FeeSplitView } from './fee.dto.js';
import { builderAccountOf } from './people.seats.js';

/** Guests see where their fee goes before they pay it. */
@Injectable()
export class FeeService {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** The parts of the lowest price that costs something. Refuses 404 for an event that is not public. */
  async read(id: string): Promise<FeeSplitView> {
    const event = await eventById(this.db, id);
    if (!event || !maySee(event, NOBODY)) throw Refusal.missing('event');
    const paid = (event.onSale ?? event.ticketTypes).map(({ priceYen }) => priceYen).filter((priceYen) => priceYen > 0);
    const agreement = paid.length > 0 ? await agreementOf(this.db, id) : null;
    if (!agreement || (agreement.status !== 'agreed' && agreement.status !== 'frozen')) return { guests: 0, priceYen: 0, costYen: 0, parts: [] };
    const { terms } = agreement;
    const guests = terms.shares.some(({ kind }) => kind === 'fixed') ? event.capacity : 1;
    const priceYen = Math.min(...paid);
    const { costYen, lines } = previewSplit(terms, {
      priceYen,
      guests,
      paidOnline: event.methods.some(isOnline) ? guests : 0,
      brought: guests,
      space: event.spaceId !== null,
      builder: (await builderAccountOf(this.db, id)) !== null,
    });
    return { guests, priceYen, costYen: terms.base === 'net' ? costYen : 0, parts: lines.map(({ role, amountYen }) => ({ role, amountYen })) };
  }
}
