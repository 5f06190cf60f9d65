import { prefectureName } from '#libs/words';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { Card, Facts } from '../../ui/Card';
import { TierBadge } from '../../ui/Tags';
import type { Mixer } from './mixers.api';
import styles from './MixerProfile.module.css';
import { words } from './profile.words';

interface MixerProfileProps {
  mixer: Mixer;
  /** The name as a heading of the card; not where the screen's own heading is the name. */
  named?: boolean;
}

/** A mixer as one reader sees them; what is not open to the reader is simply not there. */
export function MixerProfile({ mixer, named = false }: MixerProfileProps) {
  const w = useWords(words).page;
  const locale = useLocale();
  const { family = '', given = '' } = mixer.name ?? {};
  const full = (locale === 'ja' ? [family, given] : [given, family]).filter(Boolean).join(' ');
  const kana = mixer.kana && [mixer.kana.family, mixer.kana.given].filter(Boolean).join(' ');
  const areas = mixer.areas?.map((code) => prefectureName(code, locale)).join(locale === 'ja' ? '・' : ', ');
  const facts = [
    ...(areas ? [{ label: w.areas, value: areas }] : []),
    ...(mixer.skills ? [{ label: w.skills, value: <Tags items={mixer.skills} /> }] : []),
    ...(mixer.whatIDo ? [{ label: w.whatIDo, value: <span className={styles.text}>{mixer.whatIDo}</span> }] : []),
    ...(mixer.whatICanGive ? [{ label: w.whatICanGive, value: <span className={styles.text}>{mixer.whatICanGive}</span> }] : []),
    ...(mixer.links ? [{ label: w.links, value: <Links items={mixer.links} /> }] : []),
    ...(mixer.phone ? [{ label: w.phone, value: <a href={`tel:${mixer.phone.replaceAll('-', '')}`}>{mixer.phone}</a> }] : []),
    ...(full ? [{ label: w.name, value: kana ? `${full}（${kana}）` : full }] : []),
  ];
  return (
    <Card as="article">
      <div className={styles.person}>
        <span className={styles.avatar} aria-hidden="true">
          {Array.from(mixer.displayName)[0]}
        </span>
        <div>
          {named && <p className={styles.name}>{mixer.displayName}</p>}
          {mixer.tier && <TierBadge tier={mixer.tier} />}
        </div>
      </div>
      {facts.length > 0 ? <Facts items={facts} /> : <p className={styles.soft}>{w.nothing}</p>}
    </Card>
  );
}

function Tags({ items }: { items: readonly string[] }) {
  return (
    <ul className={styles.tags}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function Links({ items }: { items: readonly string[] }) {
  return (
    <ul className={styles.links}>
      {items.map((item) => (
        <li key={item}>
          <a href={item} rel="noopener noreferrer nofollow ugc" target="_blank">
            {item.replace(/^https?:\/\//, '').replace(/\/$/, '')}
          </a>
        </li>
      ))}
    </ul>
  );
}
