import type { ReactNode } from 'react';
import { factsText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ActionButton, ActionLink } from '../../../ui/ActionButton';
import { Meter } from '../../../ui/Bars';
import { Card } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { Fold } from '../../../ui/Fold';
import { StatusTag } from '../../../ui/Tags';
import type { ImportReport, RefusedLine } from './importing.api';
import styles from './importing.module.css';
import { words } from './importing.words';

interface LookCardProps {
  report: ImportReport;
  busy: boolean;
  error: Error | null;
  onTake: () => void;
  onAgain: () => void;
}

/** What would become of each line, the ones that need the host first. */
export function LookCard({ report, busy, error, onTake, onAgain }: LookCardProps) {
  const w = useWords(words).look;
  return (
    <>
      <Card title={w.title} aside={w.lines(report.lines)}>
        <div className={styles.stack}>
          <Sums report={report} />
          {report.fits === 0 ? (
            <p>{w.none}</p>
          ) : (
            <p className={styles.strong}>
              {w.mail(report.fits)} {report.refused > 0 && w.leftOut(report.refused)}
            </p>
          )}
          {error && <ErrorState error={error} />}
          <div className={styles.ways}>
            {report.fits > 0 && (
              <ActionButton wide busy={busy} onClick={onTake}>
                {w.do(report.fits)}
              </ActionButton>
            )}
            <ActionButton wide tone={report.fits > 0 ? 'quiet' : 'main'} onClick={onAgain}>
              {w.again}
            </ActionButton>
          </div>
        </div>
      </Card>
      <Complaints report={report} />
      <Ready report={report} />
    </>
  );
}

interface ImportedCardProps {
  report: ImportReport;
  back: string;
  onAnother: () => void;
}

/** What has come in, and what was left out and why. */
export function ImportedCard({ report, back, onAnother }: ImportedCardProps) {
  const w = useWords(words).done;
  return (
    <>
      <Card title={w.title(report.registered)}>
        <div className={styles.stack}>
          <p role="status">{report.registered > 0 ? w.text(report.seats) : w.nothing}</p>
          <Sums report={report} />
          <div className={styles.ways}>
            <ActionLink wide to={back}>
              {w.toGuests}
            </ActionLink>
            <ActionButton wide tone="quiet" onClick={onAnother}>
              {w.another}
            </ActionButton>
          </div>
        </div>
      </Card>
      <Complaints report={report} refusedTitle={w.leftOut} />
    </>
  );
}

function Sums({ report: { lines, fits, seats, already, refused, registered } }: { report: ImportReport }) {
  const { look: w, done } = useWords(words);
  return (
    <Meter
      label={w.meter}
      max={Math.max(1, lines)}
      parts={[
        { value: fits, colour: 'ok' },
        { value: already, colour: 'ok', pale: true },
        { value: refused, colour: 'kaki' },
      ]}
    >
      <span className={styles.tags}>
        <StatusTag tone="ok">{registered > 0 ? done.took(registered, seats) : w.fits(fits, seats)}</StatusTag>
        {already > 0 && <StatusTag>{w.already(already)}</StatusTag>}
        {refused > 0 && <StatusTag tone="bad">{w.refused(refused)}</StatusTag>}
      </span>
    </Meter>
  );
}

function Complaints({ report: { items, refused, already }, refusedTitle }: { report: ImportReport; refusedTitle?: string }) {
  const w = useWords(words).look;
  const of = (result: RefusedLine['result']) => items.filter((item) => item.result === result);
  return (
    <>
      <Lines title={refusedTitle ?? w.refusedTitle} all={refused} lines={of('refused').map(({ line, name, message }) => ({ line, name, text: message }))} />
      <Lines title={w.alreadyTitle} all={already} lines={of('already').map(({ line, name, message }) => ({ line, name, text: message }))} folded />
    </>
  );
}

function Ready({ report: { ready, fits } }: { report: ImportReport }) {
  const w = useWords(words).look;
  const locale = useLocale();
  const said = ({ email, ticketType, quantity, amountYen }: ImportReport['ready'][number]) => (
    <>
      <span className={styles.address}>{email}</span>
      <br />
      {factsText([ticketType, w.party(quantity), amountYen > 0 && yenText(amountYen, locale)], locale)}
    </>
  );
  return <Lines title={w.readyTitle} all={fits} lines={ready.map((one) => ({ line: one.line, name: one.name, text: said(one) }))} />;
}

interface LinesProps {
  title: string;
  /** How many there are in all; the server writes out the first ones. */
  all: number;
  lines: readonly { line: number; name: string; text: ReactNode }[];
  /** Shut until somebody opens it. */
  folded?: boolean;
}

function Lines({ title, all, lines, folded = false }: LinesProps) {
  const w = useWords(words).look;
  if (all === 0) return null;
  const list = (
    <>
      <ul className={styles.lines}>
        {lines.map(({ line, name, text }) => (
          <li key={line}>
            <span className={styles.soft}>{w.line(line)}</span>
            <div>
              <b>{name === '' ? w.noName : name}</b>
              <div>{text}</div>
            </div>
          </li>
        ))}
      </ul>
      {all > lines.length && <p className={styles.soft}>{w.shown(lines.length, all)}</p>}
    </>
  );
  return (
    <Card title={title} aside={w.lines(all)}>
      {folded ? (
        <Fold label={w.show}>{list}</Fold>
      ) : (
        list
      )}
    </Card>
  );
}
