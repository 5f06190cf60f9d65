import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Refusal } from '#libs/kernel';

/**
 * The `Idempotency-Key` of a request that asks for money or moves it: a click that is repeated must not ask twice, so the client has to say
 * which click it is. Refuses 400 naming the header when it is missing.
 */
export const RequiredKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
  const key = headers['idempotency-key'];
  if (!key) throw Refusal.input([{ path: 'Idempotency-Key', code: 'required' }]);
  return key;
});
