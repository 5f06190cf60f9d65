import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { factsText, monthText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Confirm } from '../../ui/Confirm';
import { ErrorState } from '../../ui/ErrorState';
import { ChevronDown, ChevronUp } from '../../ui/icons';
import { Markdown } from '../../ui/Markdown';
import { StatusTag } from '../../ui/Tags';
import { DecideSheet } from './DecideSheet';
import { type Meeting, postponeTopic, setAgenda, type Topic, withdrawTopic } from './meetings.api';
import styles from './meetings.module.css';
import { ProposeSheet } from './ProposeSheet';
import { useTake } from './useTake';
import { words } from './words';

type Asked = { what: 'propose' } | { what: 'decide' | 'postpone' | 'withdraw'; topic: Topic };

/** What is talked about, what else was proposed, and what was decided. Stewards order it, by thumb and by keyboard alike. */
export function AgendaCard({ meeting }: { meeting: Meeting }) {
  const all = useWords(words);
  const w = all.agenda;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [moved, setMoved] = useState('');
  // The button that somebody moves a topic with keeps the focus wherever the topic goes.
  const wanted = useRef<string | null>(null);
  const close = () => setAsked(null);
  const take = useTake(close);
  const agenda = meeting.topics.filter(({ status }) => status === 'onAgenda');
  const proposals = meeting.topics.filter(({ status }) => status === 'proposed');
  const others = meeting.topics.filter(({ status }) => status === 'postponed' || status === 'withdrawn');
  const ids = agenda.map(({ id }) => id);
  const leads = meeting.can.setAgenda;

  useEffect(() => {
    if (wanted.current) document.getElementById(wanted.current)?.focus();
    wanted.current = null;
  }, [meeting.topics]);

  const reorder = (topicIds: string[], said?: string) => take.mutate({ send: () => setAgenda(meeting.id, topicIds), said });
  const move = (topic: Topic, by: -1 | 1) => {
    const from = ids.indexOf(topic.id);
    const to = from + by;
    if (take.isPending || to < 0 || to >= ids.length) return;
    wanted.current = `${topic.id}${by < 0 ? 'up' : 'down'}`;
    setMoved(w.moved(topic.title, to + 1));
    reorder(ids.toSpliced(from, 1).toSpliced(to, 0, topic.id));
  };
  const confirming = asked && (asked.what === 'postpone' || asked.what === 'withdraw') ? asked : null;

  return (
    <>
      <Card title={w.title} aside={agenda.length > 0 && all.topicsCount(agenda.length)}>
        {take.error && <ErrorState error={take.error} />}
        {agenda.length === 0 && <p>{w.none}</p>}
        <ol className={styles.topics}>
          {agenda.map((topic, at) => (
            <li key={topic.id}>
              <TopicHead topic={topic} number={at + 1}>
                {leads && agenda.length > 1 && (
                  <div className={styles.steps}>
                    <button type="button" id={`${topic.id}up`} aria-label={w.up(topic.title)} aria-disabled={at === 0} onClick={() => move(topic, -1)}>
                      <ChevronUp size={20} />
                    </button>
                    <button type="button" id={`${topic.id}down`} aria-label={w.down(topic.title)} aria-disabled={at === agenda.length - 1} onClick={() => move(topic, 1)}>
                      <ChevronDown size={20} />
                    </button>
                  </div>
                )}
              </TopicHead>
              <TopicText topic={topic} />
              <div className={styles.buttons}>
                {topic.can.decide && (
                  <ActionButton tone="quiet" size="xs" onClick={() => setAsked({ what: 'decide', topic })}>
                    {topic.decision ? all.decide.edit : all.decide.do}
                  </ActionButton>
                )}
                {leads && topic.decision === null && (
                  <ActionButton tone="bare" size="xs" onClick={() => reorder(ids.filter((id) => id !== topic.id), w.offDone)}>
                    {w.off}
                  </ActionButton>
                )}
                <TopicVerbs topic={topic} ask={setAsked} />
              </div>
            </li>
          ))}
        </ol>
        <VisuallyHidden aria-live="polite">{moved}</VisuallyHidden>
      </Card>
      {(proposals.length > 0 || meeting.can.propose) && (
        <Card title={w.proposals}>
          {proposals.length === 0 && <p>{w.proposalsNone}</p>}
          <ul className={styles.topics}>
            {proposals.map((topic) => (
              <li key={topic.id}>
                <TopicHead topic={topic} />
                <TopicText topic={topic} />
                <div className={styles.buttons}>
                  {leads && (
                    <ActionButton tone="quiet" size="xs" onClick={() => reorder([...ids, topic.id], w.added)}>
                      {w.add}
                    </ActionButton>
                  )}
                  <TopicVerbs topic={topic} ask={setAsked} />
                </div>
              </li>
            ))}
          </ul>
          {meeting.can.propose && (
            <div className={styles.buttons}>
              <ActionButton tone="quiet" onClick={() => setAsked({ what: 'propose' })}>
                {all.propose.do}
              </ActionButton>
            </div>
          )}
        </Card>
      )}
      {others.length > 0 && (
        <Card title={w.others} tone="sunk">
          <ul className={styles.topics}>
            {others.map((topic) => (
              <li key={topic.id}>
                <TopicHead topic={topic}>
                  <StatusTag>{topic.status === 'postponed' ? w.postponed : w.withdrawn}</StatusTag>
                </TopicHead>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {asked?.what === 'propose' && <ProposeSheet meetingId={meeting.id} onClose={close} />}
      {asked?.what === 'decide' && <DecideSheet topic={asked.topic} onClose={close} />}
      {confirming && (
        <Confirm
          opened
          onClose={close}
          title={confirming.what === 'postpone' ? w.postponeTitle : w.withdrawTitle}
          confirmLabel={confirming.what === 'postpone' ? w.postpone : w.withdraw}
          tone={confirming.what === 'postpone' ? 'main' : 'danger'}
          busy={take.isPending}
          onConfirm={() =>
            take.mutate(
              confirming.what === 'postpone'
                ? { send: () => postponeTopic(confirming.topic.id), said: w.postponedDone }
                : { send: () => withdrawTopic(confirming.topic.id), said: w.withdrawnDone },
            )
          }
        >
          <p>
            <b>{confirming.topic.title}</b>
          </p>
          <p>{confirming.what === 'postpone' ? w.postponeText : w.withdrawText}</p>
          {take.error && <ErrorState error={take.error} />}
        </Confirm>
      )}
    </>
  );
}

function TopicHead({ topic, number, children }: { topic: Topic; number?: number; children?: React.ReactNode }) {
  const w = useWords(words).agenda;
  const locale = useLocale();
  return (
    <div className={styles.head}>
      {number !== undefined && (
        <span className={styles.number} aria-hidden="true">
          {number}
        </span>
      )}
      <div className={styles.names}>
        <h3>{topic.title}</h3>
        <p className={styles.soft}>
          {factsText([w.by(topic.proposedByName), topic.continuedFrom && w.from(monthText(`${topic.continuedFrom}-01`, locale))], locale)}
        </p>
      </div>
      {children}
    </div>
  );
}

function TopicText({ topic }: { topic: Topic }) {
  const w = useWords(words).agenda;
  return (
    <>
      {topic.body && <Markdown>{topic.body}</Markdown>}
      {topic.decision && (
        <p className={styles.decision}>
          <b>{w.decision}</b>
          {topic.decision}
        </p>
      )}
    </>
  );
}

function TopicVerbs({ topic, ask }: { topic: Topic; ask: (asked: Asked) => void }) {
  const w = useWords(words).agenda;
  return (
    <>
      {topic.can.postpone && (
        <ActionButton tone="bare" size="xs" onClick={() => ask({ what: 'postpone', topic })}>
          {w.postpone}
        </ActionButton>
      )}
      {topic.can.withdraw && (
        <ActionButton tone="bare" size="xs" onClick={() => ask({ what: 'withdraw', topic })}>
          {w.withdraw}
        </ActionButton>
      )}
    </>
  );
}
