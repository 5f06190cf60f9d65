import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useWords } from '../../lib/words';
import { ActionLink } from '../../ui/ActionButton';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { SellerCard } from '../orders/SellerCard';
import { HoursSettings } from './HoursSettings';
import { PeopleSettings } from './PeopleSettings';
import { AddressSettings, ContactSettings, ProfileSettings, RecruitingSettings, RulesSettings } from './ProfileSettings';
import { RelationSettings } from './RelationSettings';
import { RoomsSettings } from './RoomsSettings';
import { words } from './settings.words';
import { type Space, spaceQuery } from './space.api';
import styles from './spaces.module.css';
import { TermsSettings } from './TermsSettings';
import { useSpaceId } from './useSpaceId';

/** Everything about a space that its owner keeps, each part saved for itself. */
export default function SpaceSettingsPage() {
  const w = useWords(words);
  const spaceId = useSpaceId();
  const space = useQuery(spaceQuery(spaceId));
  return (
    <Page
      title={w.title}
      width="wide"
      sub={space.data?.name}
      actions={
        space.data && (
          <>
            <ActionLink tone="quiet" to={`/spaces/${spaceId}/manual/edit`}>
              {w.manual}
            </ActionLink>
            <ActionLink tone="quiet" to={`/spaces/${space.data.slug}`}>
              {w.publicPage}
            </ActionLink>
          </>
        )
      }
    >
      {space.isPending && <CardSkeleton />}
      {space.isError && !space.data && <ErrorState error={space.error} onRetry={() => void space.refetch()} />}
      {space.data && <Settings space={space.data} />}
    </Page>
  );
}

function Settings({ space }: { space: Space }) {
  const w = useWords(words);
  const { hash } = useLocation();
  const joining = space.status === 'accepted';
  // The sections are there only now, so the browser could not go to the one that the address names.
  useEffect(() => {
    if (hash) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  const sections = [
    ...(joining ? (['terms'] as const) : []),
    ...(['profile', 'address', 'contact', 'rules', 'hours', 'recruiting', 'rooms'] as const),
    ...(space.can.edit ? (['receipts'] as const) : []),
    ...(['people', 'relation'] as const),
    ...(joining ? [] : (['terms'] as const)),
  ];
  return (
    <div className={styles.settings}>
      <nav aria-label={w.jump} className={styles.jump}>
        {sections.map((section) => (
          <a key={section} href={`#${section}`} data-wants={section === 'recruiting' && (space.inside?.missingRecruitingItems.length ?? 0) > 0}>
            {w.sections[section]}
          </a>
        ))}
      </nav>
      <div className={styles.sections}>
        {!space.can.edit && <p className={styles.hint}>{w.readOnly}</p>}
        {joining && <TermsSettings space={space} />}
        {space.can.edit && (
          <>
            <ProfileSettings space={space} />
            <AddressSettings space={space} />
            <ContactSettings space={space} />
            <RulesSettings space={space} />
            <HoursSettings space={space} />
            <RecruitingSettings space={space} />
            <RoomsSettings space={space} />
            <SellerCard of={{ spaceId: space.id }} id="receipts" />
          </>
        )}
        <PeopleSettings space={space} />
        <RelationSettings space={space} />
        {!joining && <TermsSettings space={space} />}
      </div>
    </div>
  );
}
