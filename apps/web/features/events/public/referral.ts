import { skipToken, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { answer, api } from '../../../lib/api';

/** A code as it stands at the end of a link; anything else is left unread. */
const CODE = /^[0-9a-z]{6,12}$/;

/** The word by which a guest came, as the address says it; the registration takes it along where cookies are off. */
export function useReferralCode(): string | undefined {
  const [params] = useSearchParams();
  const code = (params.get('ref') ?? '').toLowerCase();
  return CODE.test(code) ? code : undefined;
}

/** Tells the server once that somebody came by a link, and answers whether that is now remembered, so that the guest is told. */
export function useReferral(subjectId: string): boolean {
  const code = useReferralCode();
  const touch = useQuery({
    queryKey: ['referral', subjectId, code],
    staleTime: Infinity,
    retry: false,
    queryFn: code === undefined ? skipToken : () => answer(api.POST('/api/v1/referral-touches', { body: { code, subjectId } })),
  });
  return touch.isSuccess;
}
