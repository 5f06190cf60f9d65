import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { pageOf, PAGE_DEFAULT, readCursor, type Page } from '#libs/door';
import { authorizeWatching, mixerOf, type Actor } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { showClaim } from './claim.steps.js';
import { claimKey, listClaims } from './shifts.queries.js';
import type { ClaimView, ListClaims, ListSpaceClaims } from './shifts.dto.js';
import { claimView } from './shifts.views.js';

/** Claims as their mixers and the spaces read them. */
@Injectable()
export class ClaimsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One's own claims: what is ahead in order of time, what is over newest first. */
  async mine(actor: Actor, query: ListClaims): Promise<Page<ClaimView>> {
    const now = this.clock.now();
    const limit = query.limit ?? PAGE_DEFAULT;
    const found = await listClaims(this.db, {
      mixerId: mixerOf(actor),
      ...(query.when === 'past' ? { endedBefore: now } : { endsAfter: now }),
      after: readCursor(query.cursor, ['instant', 'id']),
      limit: limit + 1,
    });
    return pageOf(found, limit, (claim) => claimView(claim, actor, now), claimKey);
  }

  /** The claims on a space's shifts, for its people. */
  async ofSpace(actor: Actor, spaceId: string, query: ListSpaceClaims): Promise<Page<ClaimView>> {
    authorizeWatching(actor, spaceId);
    const now = this.clock.now();
    const limit = query.limit ?? PAGE_DEFAULT;
    const about = {
      toDecide: { statuses: ['requested'] as const, endsAfter: now },
      toConfirm: { toConfirmAt: now },
      upcoming: { endsAfter: now },
      past: { endedBefore: now },
    }[query.about ?? 'upcoming'];
    const found = await listClaims(this.db, { spaceId, ...about, after: readCursor(query.cursor, ['instant', 'id']), limit: limit + 1 });
    return pageOf(found, limit, (claim) => claimView(claim, actor, now), claimKey);
  }

  /** One claim. Refuses 404 for anybody it does not concern. */
  async read(actor: Actor, id: string): Promise<ClaimView> {
    return showClaim(this.db, actor, id, this.clock.now());
  }
}
