import { addDays, atTokyo, newId, overlaps, paymentDueOn, tokyoDay, withinOpeningHours, type Day, type Span } from '#libs/kernel';
import { KIND_MIN_TIER, tierAtLeast, type ShiftKind } from '#libs/tiers';
import type { SeededManual } from './manuals.js';
import { found, type MixerKey, type People, type SeededMixer } from './people.js';
import { spaceBySlug, type SeededSpace } from './spaces.js';

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * HOUR_MS;

export type ClaimStatus =
  | 'requested' | 'booked' | 'standInWanted' | 'checkedIn' | 'reported' | 'confirmed'
  | 'rejected' | 'withdrawn' | 'handedOver' | 'released' | 'cancelled' | 'noShow';

/** Claims that hold a place, and those that keep their mixer's time. */
const HOLDING: readonly ClaimStatus[] = ['booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed'];
const KEEPING_TIME: readonly ClaimStatus[] = ['requested', ...HOLDING];

export interface Report {
  visitors: number;
  firstTimers: number;
  enquiries: string;
  introductions: string;
  incidents: string;
  handover: string;
}

/** A claim with all that has happened to it. Instants that have not come are absent. */
export interface SeededClaim {
  id: string;
  shift: SeededShift;
  mixer: SeededMixer;
  status: ClaimStatus;
  claimedAt: Date;
  /** When a request was taken; the terms notice is issued then, otherwise with the claim. */
  approvedAt?: Date;
  rejectedAt?: Date;
  checkedInAt?: Date;
  report?: Report;
  reportedAt?: Date;
  confirmedAt?: Date;
  /** Absent when the claim confirmed itself. */
  confirmedBy?: string;
  withdrawnAt?: Date;
  withdrawCounts?: 'no' | 'unlessRefilled' | 'yes';
  refilledAt?: Date;
  endedAt?: Date;
  /** Why it was rejected, withdrawn, cancelled, released or not carried out. */
  reason?: string;
  payableYen?: number;
  objection?: string;
  objectedAt?: Date;
  tookOverFrom?: SeededClaim;
}

export interface SeededShift extends Span {
  id: string;
  space: SeededSpace;
  kind: ShiftKind;
  status: 'draft' | 'published' | 'cancelled';
  places: number;
  rewardYen: number;
  minTier: 'junior' | 'senior';
  claimMode: 'instant' | 'approval';
  content: string;
  resourceId: string | null;
  outsideHours: boolean;
  code: string;
  createdAt: Date;
  publishedAt: Date | null;
  cancelledAt: Date | null;
  cancelReason: string | null;
  /** The reward before it was raised, and when that was; nobody had claimed it yet. */
  raised: { fromYen: number; at: Date; reason: string } | null;
  invited: readonly { name: string; mixer: SeededMixer | null }[];
  claims: SeededClaim[];
}

/** What has to be said of a shift; the rest follows from its kind and its space. */
export interface ShiftWish {
  kind?: ShiftKind;
  places?: number;
  rewardYen?: number;
  claimMode?: 'instant' | 'approval';
  status?: 'draft' | 'published';
  content?: string;
  resource?: string;
  invited?: SeededShift['invited'];
}

/** How long before its day a shift is published, and drafted before that. */
const PUBLISHED_DAYS_AHEAD = 17;
const DRAFTED_BEFORE_MS = 2 * DAY_MS;
const USUAL_REWARD_YEN: Readonly<Record<ShiftKind, number>> = { reception: 4_500, floor: 6_000, dayManager: 10_000 };
const USUAL_CONTENT: Readonly<Record<ShiftKind, string>> = {
  reception: '受付マニュアルに沿って、来られた方の受付とご案内をお願いします。飲み物の補充と、次の方への引き継ぎを含みます。',
  floor: 'フロアのご案内と席の調整をお願いします。はじめての方には場の使い方をお伝えください。',
  dayManager: '1日の場の進行をお任せします。会員同士のご紹介、夕方の声かけ、翌日への引き継ぎを含みます。',
};

/** The weeks around today as they are being put together: who is where, which room is taken. */
export class Plan {
  readonly shifts: SeededShift[] = [];
  readonly today: Day;
  private readonly taken = new Map<string, SeededClaim[]>();
  private count = 0;

  constructor(
    readonly now: Date,
    readonly people: People,
    readonly spaces: readonly SeededSpace[],
    private readonly readAt: (mixer: SeededMixer, manual: SeededManual) => Date | null,
    private readonly manuals: readonly SeededManual[],
  ) {
    this.today = tokyoDay(now);
  }

  space(slug: string): SeededSpace {
    return spaceBySlug(this.spaces, slug);
  }

  mixer(key: MixerKey): SeededMixer {
    return this.people.mixer(key);
  }

  /** An instant so many days from today. */
  at(days: number, time: string): Date {
    return atTokyo(addDays(this.today, days), time);
  }

  span(days: number, from: string, to: string): Span {
    return { startsAt: this.at(days, from), endsAt: this.at(days, to) };
  }

  isOpen(space: SeededSpace, span: Span): boolean {
    return withinOpeningHours(span, space.hours, space.exceptions);
  }

  /** The first of these days on which the space is open then; the first of all when it never is. */
  openDay(slug: string, days: readonly [number, ...number[]], from: string, to: string): number {
    const space = this.space(slug);
    return days.find((one) => this.isOpen(space, this.span(one, from, to))) ?? days[0];
  }

  /** Another shift; one outside the opening hours says so. */
  add(slug: string, span: Span, wish: ShiftWish = {}): SeededShift {
    const space = this.space(slug);
    const kind = wish.kind ?? 'reception';
    const status = wish.status ?? 'published';
    const usual = atTokyo(addDays(tokyoDay(span.startsAt), -PUBLISHED_DAYS_AHEAD), '10:00');
    const publishedAt = new Date(Math.min(usual.getTime(), this.now.getTime() - DAY_MS));
    this.count += 1;
    const shift: SeededShift = {
      id: newId(),
      space,
      kind,
      status,
      ...span,
      places: wish.places ?? 1,
      rewardYen: wish.rewardYen ?? USUAL_REWARD_YEN[kind],
      minTier: KIND_MIN_TIER[kind],
      claimMode: wish.claimMode ?? 'instant',
      content: wish.content ?? USUAL_CONTENT[kind],
      resourceId: wish.resource ? found(space.resources.find(({ name }) => name === wish.resource), wish.resource).id : null,
      outsideHours: !this.isOpen(space, span),
      code: String((this.count * 742_391 + 135_797) % 1_000_000).padStart(6, '0'),
      createdAt: new Date(publishedAt.getTime() - DRAFTED_BEFORE_MS),
      publishedAt: status === 'draft' ? null : publishedAt,
      cancelledAt: null,
      cancelReason: null,
      raised: null,
      invited: wish.invited ?? [],
      claims: [],
    };
    this.shifts.push(shift);
    return shift;
  }

  /** Another claim. Its mixer must have been able to make it; a slip in the tables stops the seed. */
  claim(shift: SeededShift, key: MixerKey, status: ClaimStatus, more: Partial<SeededClaim> = {}): SeededClaim {
    const mixer = this.mixer(key);
    const claimedAt = more.claimedAt ?? this.usualClaimTime(shift);
    const claim: SeededClaim = { id: newId(), shift, mixer, status, claimedAt, ...more };
    const obstacle = this.obstacle(shift, mixer, claimedAt, KEEPING_TIME.includes(status));
    if (obstacle) throw new Error(`the seed lets ${key} claim ${shift.space.slug} ${shift.startsAt.toISOString()}: ${obstacle}`);
    shift.claims.push(claim);
    this.taken.set(mixer.id, [...this.claimsOf(mixer), claim]);
    return claim;
  }

  private usualClaimTime({ startsAt, publishedAt }: SeededShift): Date {
    const earliest = (publishedAt ?? this.now).getTime() + 3 * HOUR_MS;
    return new Date(Math.max(earliest, Math.min(startsAt.getTime() - 6 * DAY_MS, this.now.getTime() - 8 * HOUR_MS)));
  }

  /** Why this person could not have claimed it then, or null. */
  obstacle(shift: SeededShift, mixer: SeededMixer, claimedAt: Date, keepsTime: boolean): string | null {
    if (!tierAtLeast(mixer.tier, shift.minTier)) return 'tier';
    if (!this.hasRead(mixer, shift.space, claimedAt)) return 'manual';
    if (mixer.membership === 'paused' || (mixer.membership === 'suspended' && this.since(mixer.membershipSince) <= claimedAt)) return 'membership';
    if (mixer.dues === 'restricted' && this.since(mixer.duesSince) <= claimedAt) return 'dues';
    const elsewhere = this.claimsOf(mixer).some((claim) => KEEPING_TIME.includes(claim.status) && overlaps(claim.shift, shift));
    return keepsTime && elsewhere ? 'clash' : null;
  }

  private since(days: number | undefined): Date {
    return this.at(days ?? 0, '00:00');
  }

  /** Whether somebody had read the manual that was current then. */
  private hasRead(mixer: SeededMixer, space: SeededSpace, at: Date): boolean {
    const current = this.manuals.filter(({ spaceId, publishedAt }) => spaceId === space.id && publishedAt <= at).at(-1);
    const read = current && this.readAt(mixer, current);
    return read instanceof Date && read <= at;
  }

  claimsOf(mixer: SeededMixer): readonly SeededClaim[] {
    return this.taken.get(mixer.id) ?? [];
  }
}

export const holdsPlace = ({ status }: SeededClaim): boolean => HOLDING.includes(status);
export const keepsTime = ({ status }: SeededClaim): boolean => KEEPING_TIME.includes(status);
/** Requests that were never taken have no paper. */
export const hasTerms = ({ status, shift, approvedAt }: SeededClaim): boolean => !['requested', 'rejected'].includes(status) && (shift.claimMode === 'instant' || approvedAt !== undefined);
export const dueOn = ({ endsAt }: Span): Day => paymentDueOn(tokyoDay(new Date(endsAt.getTime() - 1)));
