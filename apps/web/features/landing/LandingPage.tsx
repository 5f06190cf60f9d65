import { useQuery } from '@tanstack/react-query';
import { startOf, useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionLink } from '../../ui/ActionButton';
import { BadgeIcon, PinIcon, ShopIcon } from '../../ui/icons';
import { TierBadge } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { DayPicture } from './DayPicture';
import { EventsStrip } from '../events/public/EventsStrip';
import { openShiftsQuery } from './landing.api';
import styles from './LandingPage.module.css';
import { SpacesStrip } from './SpacesStrip';
import { words } from './words';

const DOORS = [
  { name: 'mixer', to: '/sign-up', icon: BadgeIcon },
  { name: 'owner', to: '/join/space', icon: ShopIcon },
  { name: 'guest', to: '/spaces', icon: PinIcon },
] as const;

const TIERS = ['challenge', 'junior', 'senior'] as const;

export default function LandingPage() {
  const w = useWords(words);
  const { me } = useSession();
  const start = me ? { to: startOf(me), label: w.toMine } : { to: '/sign-up', label: w.start };
  return (
    <div className={styles.landing}>
      <title>{w.title}</title>
      <section className={styles.hero}>
        <div className={styles.words}>
          <h1>
            {w.headline.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </h1>
          <p className={styles.lead}>{w.lead}</p>
          <div className={styles.actions}>
            <ActionLink to={start.to} size="md">
              {start.label}
            </ActionLink>
            <ActionLink to="/spaces" tone="quiet" size="md">
              {w.findSpaces}
            </ActionLink>
          </div>
          <OpenShifts />
        </div>
        <DayPicture />
      </section>

      <EventsStrip />

      <section className={styles.section} aria-labelledby="doors">
        <h2 id="doors">{w.doors.title}</h2>
        <ul className={styles.doors}>
          {DOORS.map(({ name, to, icon: Icon }) => (
            <li key={name} className={styles.door}>
              <span className={styles.doorIcon}>
                <Icon size={24} />
              </span>
              <p className={styles.doorName}>{w.doors[name].title}</p>
              <h3>{w.doors[name].line}</h3>
              <ul className={styles.points}>
                {w.doors[name].points.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ul>
              <TextLink to={me && name === 'mixer' ? '/join/mixer' : to}>{w.doors[name].action}</TextLink>
            </li>
          ))}
        </ul>
      </section>

      <section className={styles.band} aria-labelledby="story">
        <div className={styles.inner}>
          <h2 id="story">{w.story.title}</h2>
          <p className={styles.bandLead}>{w.story.lead}</p>
          <ol className={styles.steps}>
            {w.story.steps.map((step) => (
              <li key={step.title}>
                <h3>{step.title}</h3>
                <p>{step.text}</p>
              </li>
            ))}
          </ol>
        </div>
      </section>

      <section className={styles.section} aria-labelledby="tiers">
        <h2 id="tiers">{w.tiers.title}</h2>
        <p className={styles.sectionLead}>{w.tiers.lead}</p>
        <ol className={styles.stairs}>
          {TIERS.map((tier) => (
            <li key={tier} style={{ borderTopColor: `var(--${tier})` }}>
              <TierBadge tier={tier} />
              <ul className={styles.points}>
                {w.tiers[tier].map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </section>

      <SpacesStrip />

      {!me && (
        <section className={styles.last}>
          <h2>{w.last.title}</h2>
          <ActionLink to="/sign-up" size="md">
            {w.last.action}
          </ActionLink>
        </section>
      )}
    </div>
  );
}

/** How many shifts wait for somebody; silent while it is unknown or none. */
function OpenShifts() {
  const w = useWords(words);
  const { data } = useQuery(openShiftsQuery);
  if (!data || data.items.length === 0) return null;
  return (
    <p className={styles.open}>
      <i aria-hidden="true" />
      {w.open(data.items.length, data.nextCursor !== null)}
    </p>
  );
}
