import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClickKey } from '../../../lib/click-key';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { ErrorState } from '../../../ui/ErrorState';
import { words } from './manage.words';
import { keepManaged, managedKey, type MineProps, prepay } from './registrations.api';
import styles from './RegistrationPage.module.css';

/** Turns cash at the door into a payment now. The seats stay whatever becomes of it. */
export function PrepayButton({ registration, holder }: MineProps) {
  const w = useWords(words).money;
  const client = useQueryClient();
  const keyOf = useClickKey();
  const pay = useMutation({
    mutationFn: () => prepay(holder, keyOf({ due: registration.dueYen, refunded: registration.refundedYen })),
    onSuccess: (managed) => {
      keepManaged(client, holder, managed);
      if (managed.checkoutUrl) location.assign(managed.checkoutUrl);
    },
    onError: () => client.invalidateQueries({ queryKey: managedKey(holder) }),
  });
  return (
    <div className={styles.action}>
      <p className={styles.soft}>{w.prepayHint}</p>
      {pay.isError && <ErrorState error={pay.error} />}
      <ActionButton tone="quiet" wide busy={pay.isPending} blocked={registration.why.prepay} onClick={() => pay.mutate()}>
        {w.prepay}
      </ActionButton>
    </div>
  );
}
