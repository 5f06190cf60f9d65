import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { prefectureName } from '#libs/words';
import { dayText, instantText, rangeText } from '../../lib/format';
import { type Locale, useLocale } from '../../lib/locale';
import { termText } from '../../lib/terms';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { ReasonSheet } from '../../ui/ReasonSheet';
import { LineSkeleton, PageSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { Timeline } from '../../ui/Timeline';
import { toast } from '../../ui/Toasts';
import { endingPreviewQuery, endRelation, type RelationName, setRelation } from './admin.api';
import styles from './admin.module.css';
import { words } from './admin.words';
import { Decision } from './Decision';
import { type Relation, relationsQuery, rereadSpaces, type Space, spaceQuery, staffQuery } from './space.api';

const RELATIONS = ['partnered', 'designated'] as const satisfies readonly RelationName[];

const STATUS_TONES = { applied: 'kaki', accepted: 'ai', member: 'ok', declined: 'plain', left: 'plain' } as const;

/** One space for the steward: how it stands with the network, and what leads there. */
export default function AdminSpacePage() {
  const w = useWords(words);
  const { id = '' } = useParams();
  const found = useQuery(spaceQuery(id));
  if (found.isPending) return <PageSkeleton title={w.title} />;
  if (found.isError) {
    return (
      <Page title={w.title} back={{ to: '/admin/spaces', label: w.back }}>
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  }
  return <SpaceDetails space={found.data} />;
}

function SpaceDetails({ space }: { space: Space }) {
  const w = useWords(words);
  return (
    <Page
      title={space.name}
      sub={
        <span className={styles.tags}>
          {space.kana} <StatusTag tone={STATUS_TONES[space.status]}>{w.status[space.status]}</StatusTag>
        </span>
      }
      back={{ to: '/admin/spaces', label: w.back }}
      width="wide"
      actions={
        space.status === 'member' && (
          <>
            <ActionLink tone="quiet" to={`/spaces/${space.slug}`}>
              {w.publicPage}
            </ActionLink>
            <ActionLink tone="quiet" to={`/spaces/${space.id}/calendar`}>
              {w.calendar}
            </ActionLink>
          </>
        )
      }
    >
      <Waiting space={space} />
      <div className={styles.columns}>
        <RelationsCard space={space} />
        <div className={styles.column}>
          <ProfileCard space={space} />
          <StaffCard spaceId={space.id} />
        </div>
      </div>
    </Page>
  );
}

/** What waits for somebody's word. */
function Waiting({ space }: { space: Space }) {
  const w = useWords(words);
  if (space.can.decide) {
    return (
      <Card tone="warm" title={w.appliedTitle}>
        {space.inside?.applicationNote && <p className={styles.note}>{space.inside.applicationNote}</p>}
        <Decision id={space.id} name={space.name} />
      </Card>
    );
  }
  if (space.status === 'accepted') {
    return (
      <Card tone="warm" title={w.acceptedTitle}>
        <p>{w.acceptedText}</p>
      </Card>
    );
  }
  return null;
}

function RelationsCard({ space }: { space: Space }) {
  const w = useWords(words);
  const client = useQueryClient();
  const history = useQuery(relationsQuery(space.id));
  const [setting, setSetting] = useState<RelationName | null>(null);
  const [ending, setEnding] = useState<RelationName | null>(null);
  const items = history.data?.items ?? [];
  return (
    <Card title={w.relations}>
      <div>
        {RELATIONS.map((relation) => (
          <RelationLine
            key={relation}
            relation={relation}
            held={items.find((item) => item.relation === relation && item.until === null)}
            on={space.relation[relation]}
            may={space.can.setRelations}
            onSet={() => setSetting(relation)}
            onEnd={() => setEnding(relation)}
          />
        ))}
      </div>
      {!space.can.setRelations && <p className={styles.soft}>{w.notMember}</p>}
      <div className={styles.history}>
        <h3>{w.history}</h3>
        {history.isPending && <LineSkeleton />}
        {history.isError && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
        {history.isSuccess && items.length === 0 && <p className={styles.soft}>{w.noHistory}</p>}
        <RelationHistory items={items} />
      </div>
      <ReasonSheet
        opened={setting !== null}
        onClose={() => setSetting(null)}
        title={setting ? w.relation[setting].set : ''}
        hint={w.setHint}
        submitLabel={setting ? w.relation[setting].set : ''}
        onSend={async (reason) => {
          if (!setting) return;
          await setRelation(space.id, setting, reason);
          setSetting(null);
          toast(w.setDone);
          await rereadSpaces(client);
        }}
      >
        {setting && <p>{w.relation[setting].sub}</p>}
      </ReasonSheet>
      <EndRelation spaceId={space.id} relation={ending} onClose={() => setEnding(null)} />
    </Card>
  );
}

interface RelationLineProps {
  relation: RelationName;
  held: Relation | undefined;
  on: boolean;
  may: boolean;
  onSet: () => void;
  onEnd: () => void;
}

function RelationLine({ relation, held, on, may, onSet, onEnd }: RelationLineProps) {
  const w = useWords(words);
  const locale = useLocale();
  const said = w.relation[relation];
  return (
    <div className={styles.relation}>
      <div className={styles.relationText}>
        <div className={styles.relationName}>
          {said.name}
          <StatusTag tone={on ? 'ok' : 'plain'}>{on ? (held ? w.since(dayText(tokyoDay(held.since), locale)) : w.holds) : w.none}</StatusTag>
        </div>
        <div className={styles.soft}>{said.sub}</div>
      </div>
      {may && (
        <ActionButton tone={on ? 'danger' : relation === 'partnered' ? 'main' : 'quiet'} onClick={on ? onEnd : onSet} aria-haspopup="dialog">
          {on ? said.end : said.set}
        </ActionButton>
      )}
    </div>
  );
}

function RelationHistory({ items }: { items: readonly Relation[] }) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <Timeline
      moments={items.map(({ id, relation, since, until, reason, endReason, setByName }) => {
        const start = dayText(tokyoDay(since), locale);
        const span = until ? w.span(start, dayText(tokyoDay(until), locale)) : w.since(start);
        return {
          key: id,
          holds: until ? 'past' : 'now',
          title: w.relation[relation].name,
          tag: until ? undefined : <StatusTag tone="ok">{w.holds}</StatusTag>,
          when: [span, setByName ? w.by(setByName) : w.bySystem].join(locale === 'ja' ? '・' : ', '),
          reason: [reason, endReason ? w.endedBecause(endReason) : ''].filter(Boolean).join(' / '),
        };
      })}
    />
  );
}

/** First what falls away, then the reason, then the end. */
function EndRelation({ spaceId, relation, onClose }: { spaceId: string; relation: RelationName | null; onClose: () => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const preview = useQuery({ ...endingPreviewQuery(spaceId, relation ?? 'partnered'), enabled: relation !== null });
  const known = preview.data;
  return (
    <ReasonSheet
      opened={relation !== null}
      onClose={onClose}
      title={relation ? w.relation[relation].end : ''}
      hint={w.endHint}
      submitLabel={relation ? w.relation[relation].end : ''}
      tone="danger"
      waiting={!known}
      onSend={async (reason) => {
        if (!relation) return;
        await endRelation(spaceId, relation, reason);
        onClose();
        toast(w.endDone);
        await rereadSpaces(client);
      }}
    >
      {preview.isPending && <LineSkeleton count={3} />}
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {known && (
        <section className={styles.falls} data-nothing={known.count === 0} aria-label={w.fallsTitle}>
          <strong>{known.count === 0 ? w.nothingFalls : w.fallsAway(known.count, known.people)}</strong>
          {known.items.length > 0 && (
            <ul tabIndex={0} aria-label={w.fallsTitle}>
              {known.items.map((item, index) => (
                <li key={`${item.startsAt}-${index}`}>
                  <span>{rangeText(item.startsAt, item.endsAt, locale, false)}</span>
                  <b>{item.mixerName}</b>
                </li>
              ))}
              {known.count > known.items.length && <li>{w.andMore(known.count - known.items.length)}</li>}
            </ul>
          )}
          <p>{w.afterwards}</p>
        </section>
      )}
    </ReasonSheet>
  );
}

function ProfileCard({ space }: { space: Space }) {
  const w = useWords(words);
  const locale = useLocale();
  const { inside, manual } = space;
  const rooms = space.resources.filter(({ kind, retired }) => kind === 'room' && !retired).length;
  const tables = space.resources.filter(({ kind, retired }) => kind === 'table' && !retired).length;
  const missing = inside?.missingRecruitingItems ?? [];
  return (
    <Card title={w.profile}>
      <Facts
        items={[
          { label: w.address, value: addressText(space, locale) },
          { label: w.access, value: space.access },
          { label: w.phone, value: space.phone },
          { label: w.email, value: <a href={`mailto:${space.email}`} className={styles.link}>{space.email}</a> },
          { label: w.website, value: space.website && <Website url={space.website} /> },
          { label: w.resources, value: w.rooms(rooms, tables) },
          { label: w.manual, value: manual ? w.manualVersion(manual.version, dayText(tokyoDay(manual.publishedAt), locale)) : w.none },
          {
            label: w.recruiting,
            value:
              missing.length === 0 ? (
                <StatusTag tone="ok">{w.complete}</StatusTag>
              ) : (
                w.missing(missing.map((item) => termText('recruitingItem', item, locale)).join(locale === 'ja' ? '、' : ', '))
              ),
          },
          { label: w.application, value: inside ? instantText(inside.appliedAt, locale) : '' },
          { label: w.terms, value: inside?.termsAcceptedAt ? instantText(inside.termsAcceptedAt, locale) : w.none },
          { label: w.decisionReason, value: inside?.decisionReason ?? '' },
        ].filter(({ value }) => value !== '')}
      />
      <p className={styles.links}>
        <TextLink to={`/admin/audit?space=${space.id}`}>{w.audit}</TextLink>
      </p>
    </Card>
  );
}

function addressText({ postalCode, prefecture, city, street }: Space, locale: Locale): string {
  const place = [prefectureName(prefecture, locale), city + street].join(locale === 'ja' ? '' : ' ');
  return postalCode ? `〒${postalCode} ${place}` : place;
}

const Website = ({ url }: { url: string }) => (
  <a href={url} target="_blank" rel="noreferrer" className={styles.link}>
    {url.replace(/^https?:\/\/|\/$/g, '')}
  </a>
);

function StaffCard({ spaceId }: { spaceId: string }) {
  const w = useWords(words);
  const locale = useLocale();
  const staff = useQuery(staffQuery(spaceId));
  return (
    <Card title={w.staff}>
      {staff.isPending && <LineSkeleton />}
      {staff.isError && <ErrorState error={staff.error} onRetry={() => void staff.refetch()} />}
      {staff.data?.items.length === 0 && <p className={styles.soft}>{w.noStaff}</p>}
      <ul className={styles.people}>
        {staff.data?.items.map((person) => (
          <li key={person.id}>
            <b>{person.name}</b>
            <StatusTag tone={person.role === 'owner' ? 'ai' : 'plain'}>{termText('spaceRole', person.role, locale)}</StatusTag>
            <span className={styles.soft}>{person.email}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
