import { queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';

export type Earnings = Answer<'/api/v1/me/earnings', 'get'>;

/** What one earned in a Tokyo month `YYYY-MM`, by kind. */
export const earningsQuery = (month: string) =>
  queryOptions({ queryKey: ['earnings', month], queryFn: () => answer(api.GET('/api/v1/me/earnings', { params: { query: { month } } })) });
