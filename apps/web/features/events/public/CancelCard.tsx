import { Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClickKey } from '../../../lib/click-key';
import { instantText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { asProblem } from '../../../lib/problem';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { Sheet } from '../../../ui/Sheet';
import { LineSkeleton } from '../../../ui/Skeletons';
import { toast } from '../../../ui/Toasts';
import { words } from './manage.words';
import { boughtRows } from './policy';
import { PolicyTable } from './PolicyTable';
import { cancelSeats, keepManaged, managedKey, type MineProps, type Quote, quoteQuery } from './registrations.api';
import styles from './RegistrationPage.module.css';

/** The policy as it was bought, and the way out. */
export function CancelCard({ registration, holder }: MineProps) {
  const w = useWords(words).cancel;
  const [opened, setOpened] = useState(false);
  const policy = boughtRows(registration.policy);
  return (
    <Card title={w.title}>
      <p className={styles.soft}>{w.text}</p>
      {registration.amountYen > 0 && policy.length > 1 && <PolicyTable rows={policy} label={w.policy} />}
      <div className={styles.action}>
        <ActionButton tone="danger" wide aria-haspopup="dialog" blocked={registration.why.cancel} onClick={() => setOpened(true)}>
          {w.button}
        </ActionButton>
      </div>
      {opened && <CancelSheet registration={registration} holder={holder} onClose={() => setOpened(false)} />}
    </Card>
  );
}

/** Which seats, what comes back for them right now, and the last word. What was shown is what is sent. */
function CancelSheet({ registration, holder, onClose }: MineProps & { onClose: () => void }) {
  const w = useWords(words).cancel;
  const { unnamed } = useWords(words).pass;
  const client = useQueryClient();
  const keyOf = useClickKey();
  const seats = registration.seats.filter(({ status, checkedInAt }) => status === 'taken' && checkedInAt === null);
  const [chosen, setChosen] = useState<readonly string[]>(seats.length === 1 ? seats.map(({ id }) => id) : []);
  const quote = useQuery({ ...quoteQuery(holder, chosen), enabled: chosen.length > 0 });
  const cancel = useMutation({
    mutationFn: ({ refundYen }: Quote) => cancelSeats(holder, chosen, refundYen, keyOf({ chosen, refundYen })),
    onSuccess: (managed) => {
      keepManaged(client, holder, managed);
      toast(w.done);
      onClose();
    },
    onError: (error) => {
      // A step of the policy has passed while it was being read: the new sum is shown and asked about again.
      if (asProblem(error).code === 'quote.changed') void quote.refetch();
      else void client.invalidateQueries({ queryKey: managedKey(holder), exact: true });
    },
  });
  const ready = quote.data && !quote.isFetching && chosen.length > 0;
  return (
    <Sheet
      opened
      onClose={onClose}
      title={w.sheet}
      footer={
        <ActionButton tone="danger" wide busy={cancel.isPending} disabled={!ready} onClick={() => quote.data && cancel.mutate(quote.data)}>
          {seats.length > 1 && chosen.length > 0 ? w.confirmN(chosen.length) : w.confirm}
        </ActionButton>
      }
    >
      {seats.length > 1 && (
        <fieldset className={styles.which}>
          <legend>{w.which}</legend>
          {seats.map((seat) => (
            <Checkbox
              key={seat.id}
              label={seat.name || unnamed(seat.place)}
              checked={chosen.includes(seat.id)}
              onChange={({ currentTarget: { checked } }) => setChosen(checked ? [...chosen, seat.id] : chosen.filter((id) => id !== seat.id))}
            />
          ))}
        </fieldset>
      )}
      {cancel.isError && asProblem(cancel.error).code === 'quote.changed' && (
        <p role="alert" className={styles.strong}>
          {w.changed}
        </p>
      )}
      {cancel.isError && asProblem(cancel.error).code !== 'quote.changed' && <ErrorState error={cancel.error} />}
      <div aria-live="polite">
        {chosen.length === 0 && <p className={styles.soft}>{w.choose}</p>}
        {chosen.length > 0 && quote.isPending && <LineSkeleton count={2} />}
        {quote.isError && <ErrorState error={quote.error} onRetry={() => void quote.refetch()} />}
        {chosen.length > 0 && quote.data && <Shown quote={quote.data} />}
      </div>
    </Sheet>
  );
}

function Shown({ quote }: { quote: Quote }) {
  const w = useWords(words).cancel;
  const locale = useLocale();
  const { refundYen, feeYen, percent, until, routeSaid } = quote;
  const costsNothing = refundYen === 0 && feeYen === 0;
  return (
    <div className={styles.quote}>
      <p className={styles.sum}>{refundYen > 0 ? w.quote(yenText(refundYen, locale)) : costsNothing ? w.quoteFree : w.quoteNone}</p>
      {feeYen > 0 && <p>{w.fee(yenText(feeYen, locale), percent)}</p>}
      {refundYen > 0 && routeSaid && <p>{routeSaid}</p>}
      {!costsNothing && until && <p className={styles.soft}>{w.until(instantText(until, locale))}</p>}
    </div>
  );
}
