import type Stripe from 'stripe';
import type { Reading, Shown } from './mirrors.js';
import type { Belonging, Kind, RequestKey } from './payments.types.js';

/** Stripe's own time: seconds. */
export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** What every object that we make carries: whose it is, and under which key it was asked for, so that it is found when the answer was lost. */
export const marks = ({ purpose, subjectId }: Belonging, key: RequestKey): Stripe.MetadataParam => ({ purpose, subjectId, request: key });

/** A subscription whose months begin at this instant; the time before it costs nothing. */
export const anchored = (at: Date | undefined): { billing_cycle_anchor?: number; proration_behavior?: 'none' } =>
  at ? { billing_cycle_anchor: seconds(at), proration_behavior: 'none' } : {};

/** An answer that shows one object. */
export const shows =
  <T>(kind: Kind, shown: (object: T) => Shown) =>
  (object: T): Reading => ({ shown: [{ kind, row: shown(object) }], gone: [] });

export const idOf = ({ id }: { id: string }): string => id;
