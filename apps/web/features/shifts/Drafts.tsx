import { Checkbox } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { rangeText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { CardSkeleton } from '../../ui/Skeletons';
import { StickyAction } from '../../ui/StickyAction';
import { StatusTag } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { When } from '../../ui/When';
import { WhyBox } from '../../ui/WhyBox';
import { Yen } from '../../ui/Yen';
import { draftsQuery, type OwnShift, type PublishedOne, publishShifts, rereadShifts } from './owner.api';
import styles from './owner.module.css';
import { words } from './owner.words';
import { useNow } from './useNow';

/** Drafts, to be published one or many at a time; what could not be published says why and stays. */
export function Drafts({ spaceId }: { spaceId: string }) {
  const w = useWords(words);
  const client = useQueryClient();
  const now = useNow();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const drafts = useInfiniteQuery(draftsQuery(spaceId));
  const items = drafts.data?.pages.flatMap((page) => page.items) ?? [];
  const ahead = items.filter(({ startsAt }) => new Date(startsAt) > now);
  const selected = chosen.filter((id) => ahead.some((draft) => draft.id === id));
  const publish = useMutation({
    mutationFn: () => publishShifts(spaceId, selected),
    onSuccess: ({ items: results }) => {
      const done = results.filter(({ published }) => published).length;
      if (done > 0) toast(w.claims.published(done));
      setChosen(results.filter(({ published }) => !published).map(({ shiftId }) => shiftId));
    },
    onSettled: () => rereadShifts(client),
  });
  const refused = publish.data?.items.filter(({ published }) => !published) ?? [];

  if (drafts.isPending) return <CardSkeleton />;
  if (drafts.isError && items.length === 0) return <ErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />;
  if (items.length === 0) {
    return (
      <EmptyState title={w.claims.empty.drafts.title} action={<ActionLink tone="quiet" to={`/spaces/${spaceId}/shifts/new`}>{w.newShift}</ActionLink>}>
        {w.claims.empty.drafts.hint}
        <br />
        {w.claims.fromFile}
      </EmptyState>
    );
  }
  const all = selected.length === ahead.length && ahead.length > 0;
  const set = (id: string, on: boolean) => setChosen((before) => (on ? [...before, id] : before.filter((each) => each !== id)));
  return (
    <div className={styles.stack}>
      {refused.length > 0 && (
        <p className={styles.objection} role="alert">
          {w.claims.notPublished(refused.length)}
        </p>
      )}
      {publish.isError && <ErrorState error={publish.error} />}
      <Checkbox
        label={w.claims.selectAll}
        checked={all}
        indeterminate={selected.length > 0 && !all}
        disabled={ahead.length === 0}
        onChange={() => setChosen(all ? [] : ahead.map(({ id }) => id))}
      />
      <ul className={styles.drafts}>
        {items.map((draft) => (
          <Draft
            key={draft.id}
            draft={draft}
            spaceId={spaceId}
            past={new Date(draft.startsAt) <= now}
            checked={selected.includes(draft.id)}
            onChange={(on) => set(draft.id, on)}
            refused={refused.find(({ shiftId }) => shiftId === draft.id)}
          />
        ))}
      </ul>
      {drafts.hasNextPage && (
        <ActionButton tone="bare" busy={drafts.isFetchingNextPage} onClick={() => void drafts.fetchNextPage()}>
          {w.more}
        </ActionButton>
      )}
      <StickyAction>
        <p className={styles.quiet} aria-live="polite">
          {w.claims.selected(selected.length)}
        </p>
        <ActionButton wide disabled={selected.length === 0} busy={publish.isPending} onClick={() => publish.mutate()}>
          {selected.length === 0 ? w.claims.publishIdle : w.claims.publish(selected.length)}
        </ActionButton>
      </StickyAction>
    </div>
  );
}

interface DraftProps {
  draft: OwnShift;
  spaceId: string;
  past: boolean;
  checked: boolean;
  onChange: (checked: boolean) => void;
  refused?: PublishedOne;
}

function Draft({ draft, spaceId, past, checked, onChange, refused }: DraftProps) {
  const w = useWords(words);
  const locale = useLocale();
  const reasons = refused?.reasons ?? [];
  return (
    <li>
      <div className={styles.draft}>
        <Checkbox
          aria-label={w.claims.draftLabel(rangeText(draft.startsAt, draft.endsAt, locale), w.kind[draft.kind])}
          checked={checked}
          disabled={past}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <div>
          <b>
            <When startsAt={draft.startsAt} endsAt={draft.endsAt} withYear={false} />
          </b>{' '}
          {past && <StatusTag tone="warn">{w.claims.pastDraft}</StatusTag>}
          <div className={styles.quiet}>
            {w.kind[draft.kind]} ・ {w.claims.placesOf(draft.places)} ・ <Yen amount={draft.rewardYen} />
            {draft.resource && ` ・ ${draft.resource.name}`}
          </div>
        </div>
        <TextLink to={`/spaces/${spaceId}/shifts/${draft.id}`}>{w.claims.edit}</TextLink>
      </div>
      <WhyBox reasons={reasons} />
    </li>
  );
}
