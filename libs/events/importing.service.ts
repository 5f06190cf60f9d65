import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { importOrders, registeredAddresses, ticketTypesOf } from '#libs/orders';
import { REFUSALS, say, type Locale, type Sentence } from '#libs/words';
import type { ImportedRegistrationsView, ImportRegistrations, ReadyLineView, RegistrationLineView } from './desk.dto.js';
import { lockOwnEvent, recordEvent } from './event.steps.js';
import { seatsLeftOf } from './events.views.js';
import { readRegistrations, type LineComplaint, type ReadyLine } from './registration-file.js';

/** How many lines of a report are written out. */
const MOST_REPORTED = 200;

/** Lists of registrations that a host keeps elsewhere. Locks: the event, its sale. */
@Injectable()
export class ImportingService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Take a list in: each line says what becomes of it, and where one cannot be taken in, nothing is written unless such lines are to be left out.
   * Addresses that have a seat are left as they are, so the same file may be sent again. Refuses 404; 409 `event.notOpen`, `event.past`; 422 `import.columns`, `import.unreadable`, `import.tooMany`.
   */
  async importList(actor: Actor, id: string, { csv, dryRun = false, leaveOut = false }: ImportRegistrations, locale: Locale): Promise<ImportedRegistrationsView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event } = await lockOwnEvent(tx, actor, id);
      if (event.startsAt <= now) throw Refusal.conflict('event.past');
      if (event.status !== 'published') throw Refusal.conflict('event.notOpen');
      const read = readRegistrations(csv, { tickets: await ticketTypesOf(tx, [id]), seatsLeft: seatsLeftOf(event), registered: await registeredAddresses(tx, id) });
      if ('code' in read) throw Refusal.rule(read.code, read.params);
      const refused = read.complaints.filter(({ result }) => result === 'refused').length;
      const writes = (refused === 0 || leaveOut) && !dryRun;
      if (writes) {
        const orders = read.ready.map(({ name, email, ticket, quantity }) => ({ name, email, quantity, ticketTypeId: ticket.id, unitYen: ticket.priceYen }));
        await importOrders(tx, { subjectId: id, orders, locale, by: actor, at: now });
        if (orders.length > 0) await recordEvent(tx, actor, event, 'event.imported', now, { after: { registrations: orders.length } });
      }
      return {
        lines: read.lines,
        seats: read.ready.reduce((sum, { quantity }) => sum + quantity, 0),
        fits: read.ready.length,
        registered: writes ? read.ready.length : 0,
        already: read.complaints.length - refused,
        refused,
        items: read.complaints.slice(0, MOST_REPORTED).map((complaint) => lineView(complaint, locale)),
        ready: read.ready.slice(0, MOST_REPORTED).map(readyView),
      };
    });
  }
}

const WORDS: Readonly<Record<string, Sentence>> = REFUSALS;

const readyView = ({ line, name, email, ticket, quantity }: ReadyLine): ReadyLineView => ({ line, name, email, ticketType: ticket.name, quantity, amountYen: ticket.priceYen * quantity });

function lineView({ line, name, result, code, params }: LineComplaint, locale: Locale): RegistrationLineView {
  const sentence = WORDS[code];
  return { line, name, result, code, message: sentence ? say(sentence, locale, params) : code };
}
