import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { rows, type Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Clock, newId, Refusal } from '#libs/kernel';
import { agreementOf, JELLY_SPLIT } from '#libs/revenue';
import type { EventRow } from './events.queries.js';
import { lockOwnEvent } from './event.steps.js';
import type { CreateTemplate, TemplateListView, TemplateView } from './templates.dto.js';
import { templateFor, templatesFor, type TemplateContent, type TemplateRow } from './templates.queries.js';

/** What hosts start from: the cooperative's templates, and plans of their own that they keep. */
@Injectable()
export class TemplatesService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor): Promise<TemplateListView> {
    return { items: (await templatesFor(this.db, actor.accountId)).map(templateView) };
  }

  /** Keep the plan of an event under a name: one's own, or the cooperative's when a steward says so of an event of theirs. Refuses 404. */
  keep(actor: Actor, { name, eventId }: CreateTemplate): Promise<TemplateView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event } = await lockOwnEvent(tx, actor, eventId);
      const id = newId();
      await tx.query('insert into event_templates (id, account_id, name, kind, content, created_at) values ($1, $2, $3, $4, $5, $6)', [
        id,
        actor.accountId,
        name,
        event.kind,
        JSON.stringify(await contentOf(tx, event)),
        now,
      ]);
      await recordDeed(tx, { at: now, by: actor, action: 'eventTemplate.kept', subject: { type: 'eventTemplate', id }, after: { name, eventId } });
      const kept = await templateFor(tx, actor.accountId, id);
      if (!kept) throw Refusal.missing('eventTemplate');
      return templateView(kept);
    });
  }

  /** One's own template is no longer offered; events made from it stand. Stewards may retire the cooperative's. Refuses 404. */
  async retire(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const retired = await rows(
        tx,
        'update event_templates set retired_at = $2 where id = $1 and retired_at is null and (account_id = $3 or (account_id is null and $4::boolean)) returning id',
        [id, now, actor.accountId, actor.roles.has('steward')],
      );
      if (retired.length === 0) throw Refusal.missing('eventTemplate');
      await recordDeed(tx, { at: now, by: actor, action: 'eventTemplate.retired', subject: { type: 'eventTemplate', id } });
    });
  }
}

async function contentOf(tx: Sql, event: EventRow): Promise<TemplateContent> {
  const live = await agreementOf(tx, event.id);
  return {
    title: event.title,
    theme: event.theme,
    description: event.description,
    format: event.format,
    minutes: (event.endsAt.getTime() - event.startsAt.getTime()) / 60_000,
    capacity: event.capacity,
    minGuests: event.minGuests,
    sellerOfRecord: event.sellerOfRecord,
    ticketTypes: event.ticketTypes.map(({ name, description, priceYen, capacity }) => ({ name, description, priceYen, capacity })),
    methods: event.methods,
    cancellationPolicy: event.cancellationPolicy,
    questions: event.questions,
    timetable: event.timetable,
    tablePlan: event.tablePlan,
    checklist: event.checklist.map((item) => ({ ...item, done: false })),
    alcohol: event.alcohol,
    split: live?.terms ?? JELLY_SPLIT,
  };
}

const templateView = ({ id, accountId, name, kind, content }: TemplateRow): TemplateView => ({
  id,
  name,
  kind,
  own: accountId !== null,
  title: content.title,
  theme: content.theme,
  description: content.description,
  minutes: content.minutes,
  capacity: content.capacity,
  minGuests: content.minGuests,
  format: content.format,
  sellerOfRecord: content.sellerOfRecord,
  ticketTypes: content.ticketTypes.map((type) => ({ id: null, name: type.name, description: type.description, priceYen: type.priceYen, capacity: type.capacity, seatsLeft: type.capacity ?? content.capacity })),
  methods: [...content.methods],
  cancellationPolicy: content.cancellationPolicy.map((one) => ({ ...one })),
  questions: content.questions.map(({ id: question, text, required, choices }) => ({ id: question, text, required, choices })),
  timetable: content.timetable.map((item) => ({ ...item })),
  tablePlan: content.tablePlan.map((item) => ({ ...item })),
  checklist: content.checklist.map((item) => ({ ...item })),
  alcohol: content.alcohol,
  split: { base: content.split.base, shares: content.split.shares.map(({ role, kind: of, value }) => ({ role, kind: of, value })) },
});
