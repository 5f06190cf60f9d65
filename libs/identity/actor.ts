import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Refusal } from '#libs/kernel';
import type { Locale } from '#libs/words';
import type { Role, SpaceRole } from './roles.js';

/** The signed-in person of a request, with every role held right now. */
export interface Actor {
  accountId: string;
  email: string;
  displayName: string;
  locale: Locale;
  emailConfirmed: boolean;
  mixerId: string | null;
  roles: ReadonlySet<Role>;
  spaces: readonly { id: string; name: string; slug: string; role: SpaceRole }[];
  /** The browser session; null when a personal access token was used. */
  sessionId: string | null;
}

/** What the guard leaves on a request. */
export interface Asked {
  user?: Actor | null;
}

const askedBy = (context: ExecutionContext): Actor | null => context.switchToHttp().getRequest<Asked>().user ?? null;

/** The signed-in person; refuses 401 on a route that lets everybody in. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = askedBy(context);
  if (!actor) throw Refusal.unauthenticated();
  return actor;
});

/** The signed-in person or, on a public route, null. */
export const Visitor = createParamDecorator((_: unknown, context: ExecutionContext): Actor | null => askedBy(context));

/** The id of the mixer who acts; the access row has let only mixers in. Refuses 403 otherwise. */
export function mixerOf(actor: Actor): string {
  if (!actor.mixerId) throw Refusal.forbidden();
  return actor.mixerId;
}
