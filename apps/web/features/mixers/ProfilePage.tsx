import { prefectureName } from '#libs/words';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocale } from '../../lib/locale';
import { useMe } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { EditIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton, LineSkeleton } from '../../ui/Skeletons';
import { FilterChips } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { SellerCard } from '../orders/SellerCard';
import { ChosenPeopleCard } from './ChosenPeopleCard';
import { MixerProfile } from './MixerProfile';
import {
  type Audience,
  type OwnProfile,
  previewQuery,
  PREVIEWED,
  type Previewed,
  type ProfileField,
  profileQuery,
  useChangeProfile,
} from './mixers.api';
import { ProfileFieldSheet } from './ProfileFieldSheet';
import styles from './ProfilePage.module.css';
import { words } from './profile.words';

const FIELDS: readonly ProfileField[] = ['displayName', 'areas', 'skills', 'whatIDo', 'whatICanGive', 'links', 'name', 'kana', 'phone'];
const AUDIENCES: readonly Audience[] = ['self', 'chosen', 'spaces', 'mixers', 'everyone'];

/** One's own profile: each field with who sees it, and a look through other eyes. */
export default function ProfilePage() {
  const w = useWords(words);
  const profile = useQuery(profileQuery);
  const [edited, setEdited] = useState<ProfileField | null>(null);
  // Only who hosts sells anything under their own name.
  const sells = useMe().mixer?.tier === 'senior';
  return (
    <Page title={w.title} sub={w.sub} back={{ to: '/me', label: w.back }} width="wide">
      {profile.isPending && <CardSkeleton count={4} />}
      {profile.isError && !profile.data && <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />}
      {profile.data && (
        <div className={styles.columns}>
          <Card as="div">
            <ul className={styles.fields}>
              {FIELDS.map((field) => (
                <FieldLine key={field} field={field} profile={profile.data} onEdit={() => setEdited(field)} />
              ))}
            </ul>
          </Card>
          <div className={styles.column}>
            <Preview />
            <ChosenPeopleCard />
            {sells && <SellerCard of={null} />}
          </div>
          {edited && <ProfileFieldSheet key={edited} field={edited} profile={profile.data} onClose={() => setEdited(null)} />}
        </div>
      )}
    </Page>
  );
}

interface FieldLineProps {
  field: ProfileField;
  profile: OwnProfile;
  onEdit: () => void;
}

/** A field with its value and its audience. A change of audience holds at once and can be taken back. */
function FieldLine({ field, profile, onEdit }: FieldLineProps) {
  const w = useWords(words);
  const change = useChangeProfile();
  const label = w.field[field];
  const audience = change.isPending ? (change.variables.audience ?? profile.audiences[field]) : profile.audiences[field];
  const open = (next: Audience, undoable: boolean) => {
    const before = profile.audiences[field];
    change.mutate(
      { field, audience: next },
      {
        onSuccess: () =>
          toast(
            next === 'self' ? w.audience.closed(label) : w.audience.changed(label, w.audience[next]),
            undoable ? () => open(before, false) : undefined,
          ),
      },
    );
  };
  return (
    <li>
      <div className={styles.head}>
        <h2>{label}</h2>
        <ActionButton tone="bare" size="xs" icon={<EditIcon size={16} />} onClick={onEdit} aria-label={w.editField(label)} aria-haspopup="dialog">
          {w.edit}
        </ActionButton>
      </div>
      <div className={styles.value}>{valueOf(field, profile, useLocale()) ?? <span className={styles.soft}>{w.empty}</span>}</div>
      <label className={styles.audience} data-open={audience !== 'self'}>
        <span>{w.audience.label}</span>
        <select
          value={audience}
          aria-label={w.audience.of(label)}
          onChange={(event) => {
            const next = AUDIENCES.find((each) => each === event.currentTarget.value);
            if (next) open(next, true);
          }}
        >
          {AUDIENCES.map((each) => (
            <option key={each} value={each}>
              {w.audience[each]}
            </option>
          ))}
        </select>
      </label>
      {change.isError && <ErrorState error={change.error} />}
    </li>
  );
}

function valueOf(field: ProfileField, profile: OwnProfile, locale: 'ja' | 'en'): ReactNode {
  switch (field) {
    case 'name':
    case 'kana': {
      const name = profile[field];
      return name && [name.family, name.given].filter(Boolean).join(' ');
    }
    case 'areas':
      return profile.areas?.map((code) => prefectureName(code, locale)).join(locale === 'ja' ? '・' : ', ');
    case 'skills':
      return profile.skills?.join(locale === 'ja' ? '、' : ', ');
    case 'links':
      return profile.links?.join('\n');
    default:
      return profile[field];
  }
}

function Preview() {
  const w = useWords(words).preview;
  const [as, setAs] = useState<Previewed>('everyone');
  const preview = useQuery(previewQuery(as));
  return (
    <section className={styles.preview} aria-labelledby="preview">
      <h2 id="preview">{w.title}</h2>
      <FilterChips label={w.label} value={as} onChange={setAs} options={PREVIEWED.map((value) => ({ value, label: w[value] }))} />
      {preview.isPending && <LineSkeleton count={4} />}
      {preview.isError && !preview.data && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data?.page && <MixerProfile mixer={preview.data.page} named />}
      {preview.data && !preview.data.page && (
        <Card as="div" tone="sunk">
          <p>{w.hidden}</p>
        </Card>
      )}
      <p className={styles.soft}>{w.hint}</p>
    </section>
  );
}
