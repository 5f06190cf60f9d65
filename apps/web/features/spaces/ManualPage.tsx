import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { dayText, instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { asProblem } from '../../lib/problem';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { CheckIcon } from '../../ui/icons';
import { Markdown } from '../../ui/Markdown';
import { Page } from '../../ui/Page';
import { LineSkeleton } from '../../ui/Skeletons';
import { StickyAction } from '../../ui/StickyAction';
import { toast } from '../../ui/Toasts';
import { words } from './manual.words';
import { acknowledgeManual, currentManualQuery, type Manual } from './space.api';
import styles from './spaces.module.css';
import { useSpaceId } from './useSpaceId';

/** The current manual to read, and the word that one has read it; then back to where one came from. */
export default function ManualPage() {
  const w = useWords(words);
  const locale = useLocale();
  const spaceId = useSpaceId();
  const manual = useQuery(currentManualQuery(spaceId));
  const missing = manual.isError && asProblem(manual.error).status === 404;
  return (
    <Page
      title={w.title}
      sub={manual.data && `${manual.data.spaceName} ・ ${w.read.version(manual.data.version, dayText(tokyoDay(manual.data.publishedAt), locale))}`}
      back={{ to: `/spaces/${spaceId}`, label: w.read.space }}
      actions={
        manual.data?.can.publish && (
          <ActionLink tone="quiet" to={`/spaces/${spaceId}/manual/edit`}>
            {w.read.edit}
          </ActionLink>
        )
      }
    >
      {manual.isPending && <LineSkeleton count={8} />}
      {missing && <EmptyState title={w.read.none}>{w.read.noneHint}</EmptyState>}
      {manual.isError && !missing && <ErrorState error={manual.error} onRetry={() => void manual.refetch()} />}
      {manual.data && <Text manual={manual.data} spaceId={spaceId} />}
    </Page>
  );
}

function Text({ manual, spaceId }: { manual: Manual; spaceId: string }) {
  const w = useWords(words).read;
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { key } = useLocation();
  const [params] = useSearchParams();
  const next = params.get('next');
  const leadsOn = next !== null && /^\/(?![/\\])/.test(next);
  const cameFromHere = key !== 'default';

  const goOn = () => {
    if (leadsOn) void navigate(next);
    else if (cameFromHere) void navigate(-1);
  };
  const acknowledge = useMutation({
    mutationFn: () => acknowledgeManual(manual.id),
    onSuccess: async (read) => {
      client.setQueryData(currentManualQuery(spaceId).queryKey, read);
      toast(w.thanks);
      // What could not be booked before may be bookable now.
      await client.invalidateQueries({ queryKey: ['shifts'] });
      goOn();
    },
    onError: () => client.invalidateQueries({ queryKey: currentManualQuery(spaceId).queryKey }),
  });

  return (
    <>
      {manual.note && (
        <Card tone="sunk" as="div">
          <b>{w.changed}</b>
          <p className={styles.written}>{manual.note}</p>
        </Card>
      )}
      <Card as="article">
        <Markdown>{manual.body}</Markdown>
      </Card>
      {acknowledge.isError && <ErrorState error={acknowledge.error} />}
      {manual.can.acknowledge && manual.acknowledgedAt === null && (
        <StickyAction>
          <p className={styles.hint}>{w.ask}</p>
          <ActionButton wide busy={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
            {w.done}
          </ActionButton>
        </StickyAction>
      )}
      {manual.acknowledgedAt !== null && (
        <div className={styles.readState}>
          <p>
            <CheckIcon /> {w.already(instantText(manual.acknowledgedAt, locale))}
          </p>
          {leadsOn || cameFromHere ? (
            <ActionButton tone="quiet" onClick={goOn}>
              {w.goBack}
            </ActionButton>
          ) : (
            <ActionLink tone="quiet" to="/shifts">
              {w.toShifts}
            </ActionLink>
          )}
        </div>
      )}
    </>
  );
}
