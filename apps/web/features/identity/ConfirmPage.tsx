import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { answer, api } from '../../lib/api';
import { ME } from '../../lib/query';
import { startOf, useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionLink } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { LineSkeleton } from '../../ui/Skeletons';
import styles from './identity.module.css';
import { words } from './words';

/** Opening the link is the confirmation; a token counts once, so its answer is kept and never asked for again. */
export default function ConfirmPage() {
  const w = useWords(words).confirm;
  const { token = '' } = useParams();
  const client = useQueryClient();
  const { me } = useSession();
  const confirmation = useQuery({
    queryKey: ['email-confirmation', token],
    queryFn: async () => {
      await answer(api.POST('/api/v1/email-confirmations', { body: { token } }));
      return true;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

  useEffect(() => {
    if (confirmation.isSuccess) void client.invalidateQueries({ queryKey: ME });
  }, [confirmation.isSuccess, client]);

  return (
    <Page title={confirmation.isSuccess ? w.doneTitle : w.title} width="form">
      {confirmation.isPending && (
        <Card>
          <LineSkeleton count={2} />
        </Card>
      )}
      {confirmation.isError && (
        <>
          <ErrorState error={confirmation.error} onRetry={() => void confirmation.refetch()} />
          <ActionLink to="/me/account" tone="quiet">
            {me ? w.again : w.signInFirst}
          </ActionLink>
        </>
      )}
      {confirmation.isSuccess && (
        <Card>
          <p className={styles.text} role="status">
            {w.done}
          </p>
          <ActionLink to={me ? startOf(me) : '/sign-in'} wide>
            {w.next}
          </ActionLink>
        </Card>
      )}
    </Page>
  );
}
