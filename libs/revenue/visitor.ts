import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { VISITOR_COOKIE } from './referrals.js';

/** What the cookie of a visitor holds, or null for who has none; anything that we did not write is none. */
export const ReferralVisitor = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const { cookies } = context.switchToHttp().getRequest<{ cookies?: Record<string, string | undefined> }>();
  const kept = cookies?.[VISITOR_COOKIE];
  return kept && /^[\w-]{43}$/.test(kept) ? kept : null;
});
