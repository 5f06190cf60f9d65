import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { dayText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useMe } from '../../lib/session';
import { addMonths, startOfMonth, today } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Choice } from '../../ui/Choice';
import { Confirm } from '../../ui/Confirm';
import { ErrorState } from '../../ui/ErrorState';
import { ChevronRight } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { LinkRow, LinkRows, TextLink } from '../../ui/TextLink';
import linkStyles from '../../ui/TextLink.module.css';
import { toast } from '../../ui/Toasts';
import { cancelDues, goTo, keepDuesView, openCourseCheckout, openPortal, type OwnDues, pauseDues } from './dues.api';
import styles from './dues.module.css';
import { words } from './words';

/** What else can be done about one's dues; only what is open is offered. */
export function ManageDues({ dues }: { dues: OwnDues }) {
  const w = useWords(words).manage;
  const locale = useLocale();
  const [sheet, setSheet] = useState<'pause' | 'cancel' | null>(null);
  const portal = useMutation({ mutationFn: () => openPortal(), onSuccess: ({ url }) => url && goTo(url) });
  const course = useMutation({ mutationFn: openCourseCheckout, onSuccess: ({ url }) => url && goTo(url) });
  const coursePrice = dues.prices.find(({ item }) => item === 'course');
  const { mixer } = useMe();
  const { can } = dues;
  const room = dues.pauseRoom[0]?.monthsLeft ?? 0;
  return (
    <section aria-labelledby="manage" className={styles.charges}>
      <h2 id="manage">{w.title}</h2>
      {portal.isError && <ErrorState error={portal.error} />}
      {course.isError && <ErrorState error={course.error} />}
      <LinkRows>
        {can.portal && <ActRow title={w.portal} sub={w.portalSub} busy={portal.isPending} onClick={() => portal.mutate()} />}
        <LinkRow to="/me/receipts" title={w.receipts} sub={w.receiptsSub} />
        {can.payCourse && coursePrice && !mixer?.courseCompletedOn && (
          <ActRow title={w.course} sub={w.courseSub(yenText(coursePrice.amountYen, locale))} busy={course.isPending} onClick={() => course.mutate()} />
        )}
        {can.pause && <ActRow title={w.pause} sub={w.pauseSub(room)} dialog onClick={() => setSheet('pause')} />}
        {can.stepDown && <LinkRow to="/me/dues/step-down" title={w.stepDown} sub={w.stepDownSub} />}
        {can.cancel && <ActRow title={w.cancel} sub={w.cancelSub} dialog onClick={() => setSheet('cancel')} />}
      </LinkRows>
      <PauseSheet dues={dues} opened={sheet === 'pause'} onClose={() => setSheet(null)} />
      <CancelSheet opened={sheet === 'cancel'} onClose={() => setSheet(null)} />
    </section>
  );
}

interface ActRowProps {
  title: ReactNode;
  sub: ReactNode;
  onClick: () => void;
  busy?: boolean;
  /** Opens a sheet of our own rather than somebody else's page. */
  dialog?: boolean;
}

/** A row that does something instead of leading somewhere. */
function ActRow({ title, sub, onClick, busy = false, dialog = false }: ActRowProps) {
  return (
    <li>
      <button type="button" className={`${linkStyles.row} ${styles.act}`} onClick={() => !busy && onClick()} aria-disabled={busy || undefined} aria-haspopup={dialog ? 'dialog' : undefined}>
        <span className={linkStyles.text}>
          <span className={linkStyles.title}>{title}</span>
          <span className={linkStyles.sub}>{sub}</span>
        </span>
        <span className={linkStyles.arrow}>
          <ChevronRight size={18} />
        </span>
      </button>
    </li>
  );
}

function PauseSheet({ dues, opened, onClose }: { dues: OwnDues; opened: boolean; onClose: () => void }) {
  const w = useWords(words).pause;
  const locale = useLocale();
  const client = useQueryClient();
  const [months, setMonths] = useState('1');
  const firstOn = addMonths(startOfMonth(today()), 1);
  // A pause begins with the next month, which may be another year's.
  const room = dues.pauseRoom.find(({ year }) => year === firstOn.slice(0, 4))?.monthsLeft ?? 0;
  const pause = useMutation({
    mutationFn: () => pauseDues(Number(months)),
    onSuccess: async (kept) => {
      toast(w.done);
      onClose();
      await keepDuesView(client, kept);
    },
  });
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title={w.title}
      footer={
        <ActionButton wide busy={pause.isPending} onClick={() => pause.mutate()}>
          {w.submit}
        </ActionButton>
      }
    >
      {pause.isError && <ErrorState error={pause.error} />}
      <p>{w.text}</p>
      <Choice
        label={w.months}
        options={[1, 2, 3].map((count) => ({ value: String(count), label: w.option(count), hint: w.until(dayText(addMonths(firstOn, count), locale)) }))}
        value={months}
        onChange={setMonths}
      />
      <p className={styles.soft}>{w.room(room)}</p>
      <ul className={styles.effects}>
        {w.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    </Sheet>
  );
}

function CancelSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const w = useWords(words).cancel;
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: cancelDues,
    onSuccess: async (kept) => {
      toast(w.done);
      onClose();
      await keepDuesView(client, kept);
    },
  });
  return (
    <Confirm opened={opened} onClose={onClose} title={w.title} confirmLabel={w.submit} busy={cancel.isPending} onConfirm={() => cancel.mutate()}>
      {cancel.isError && <ErrorState error={cancel.error} />}
      <ul className={styles.effects}>
        {w.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <p>
        <b>{w.leaving}</b> <TextLink to="/contact">{w.where}</TextLink>
      </p>
    </Confirm>
  );
}
