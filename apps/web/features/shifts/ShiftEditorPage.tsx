import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { spaceQuery } from '../spaces/space.api';
import { useSpaceId } from '../spaces/useSpaceId';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { words } from './editor.words';
import { ownShiftQuery, spaceCalendarQuery } from './owner.api';
import { ShiftAbout } from './ShiftAbout';
import { ShiftForm } from './ShiftForm';
import { ShiftRecord } from './ShiftRecord';

/** Writing a shift, changing one, and seeing what became of it. */
export default function ShiftEditorPage() {
  const { shiftId } = useParams();
  return shiftId ? <OneShift key={shiftId} shiftId={shiftId} /> : <NewShift />;
}

function NewShift() {
  const w = useWords(words);
  const spaceId = useSpaceId();
  const space = useQuery(spaceQuery(spaceId));
  const [params] = useSearchParams();
  const text = (name: string) => params.get(name) ?? undefined;
  return (
    <Page title={w.newTitle} sub={w.banner} width="wide" back={{ to: `/spaces/${spaceId}/calendar`, label: w.back }}>
      {space.isPending && <CardSkeleton />}
      {space.isError && <ErrorState error={space.error} onRetry={() => void space.refetch()} />}
      {space.data?.can.edit === false && <EmptyState title={w.notYours}>{w.notYoursHint}</EmptyState>}
      {space.data?.can.edit && (
        <ShiftForm space={space.data} people={[]} wanted={{ day: text('day'), from: text('from'), to: text('to'), resourceId: text('room') }} />
      )}
    </Page>
  );
}

function OneShift({ shiftId }: { shiftId: string }) {
  const w = useWords(words);
  const spaceId = useSpaceId();
  const space = useQuery(spaceQuery(spaceId));
  const shift = useQuery(ownShiftQuery(spaceId, shiftId));
  const day = shift.data ? tokyoDay(shift.data.startsAt) : '';
  const calendar = useQuery({ ...spaceCalendarQuery(spaceId, day, day), enabled: day !== '' });
  const failed = (!space.data && space.error) || (!shift.data && shift.error) || (!calendar.data && calendar.error);
  const people = calendar.data?.shifts.find(({ id }) => id === shiftId)?.people;
  const editable = shift.data?.can.edit === true;
  return (
    <Page
      title={editable ? w.editTitle : w.seeTitle}
      sub={shift.data && <StatusTag tone={shift.data.status === 'published' ? 'ok' : 'plain'}>{w.status[shift.data.status]}</StatusTag>}
      width="wide"
      back={{ to: `/spaces/${spaceId}/calendar${day && `?day=${day}`}`, label: w.back }}
    >
      {failed && (
        <ErrorState
          error={failed}
          onRetry={() => {
            for (const query of [space, shift, calendar]) if (query.isError) void query.refetch();
          }}
        />
      )}
      {!failed && !(space.data && shift.data && calendar.data) && <CardSkeleton />}
      {space.data && shift.data && calendar.data && (
        <>
          {editable ? (
            <ShiftForm space={space.data} shift={shift.data} people={people ?? []} />
          ) : (
            <ShiftRecord shift={shift.data} />
          )}
          <ShiftAbout space={space.data} shift={shift.data} people={people ?? []} />
        </>
      )}
    </Page>
  );
}
