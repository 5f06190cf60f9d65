import { queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';

export type Capabilities = Answer<'/api/v1/me/capabilities', 'get'>;

/** What the rules in force open to oneself, and what leads on. */
export const capabilitiesQuery = queryOptions({
  queryKey: ['capabilities'],
  queryFn: () => answer(api.GET('/api/v1/me/capabilities')),
});
