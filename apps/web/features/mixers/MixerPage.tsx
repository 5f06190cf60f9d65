import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionLink } from '../../ui/ActionButton';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { MixerProfile } from './MixerProfile';
import { mixerQuery } from './mixers.api';
import { words } from './profile.words';

/** A mixer's page: exactly what they have opened to this reader. */
export default function MixerPage() {
  const w = useWords(words).page;
  const { id = '' } = useParams();
  const { me } = useSession();
  const mixer = useQuery(mixerQuery(id));
  if (!mixer.data) {
    return (
      <Page title={w.title}>
        {mixer.isPending ? <CardSkeleton count={1} /> : <ErrorState error={mixer.error} onRetry={() => void mixer.refetch()} />}
      </Page>
    );
  }
  return (
    <Page
      title={mixer.data.displayName}
      actions={
        me?.mixer?.id === id && (
          <ActionLink to="/me/profile" tone="quiet">
            {w.mine}
          </ActionLink>
        )
      }
    >
      <MixerProfile mixer={mixer.data} />
    </Page>
  );
}
