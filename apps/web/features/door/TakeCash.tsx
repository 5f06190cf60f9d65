import { useId } from 'react';
import { useForm } from '../../lib/form';
import { yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Form, YenInput } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toasts';
import type { Guest } from './door.model';
import type { DoorHere } from './useDoor';
import { words } from './words';

interface TakeCashProps {
  door: DoorHere;
  guest: Guest;
  opened: boolean;
  onClose: () => void;
}

/** Cash of one registration: what is due stands in the field already. */
export function TakeCash({ door, guest, opened, onClose }: TakeCashProps) {
  const w = useWords(words);
  return (
    <Sheet opened={opened} onClose={onClose} title={w.takeTitle} width={400}>
      {opened && <CashForm door={door} guest={guest} onDone={onClose} />}
    </Sheet>
  );
}

function CashForm({ door, guest, onDone }: { door: DoorHere; guest: Guest; onDone: () => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const hint = useId();
  const form = useForm<{ amountYen: number | null }>({ amountYen: guest.dueYen }, ({ amountYen }) => ({
    amountYen: !amountYen ? w.missingAmount : amountYen > guest.dueYen && w.tooMuch(yenText(guest.dueYen, locale)),
  }));
  const submit = form.submit(async ({ amountYen }) => {
    const result = await door.say({ name: guest.name, payment: { registrationId: guest.id, amountYen: amountYen ?? 0 } });
    toast(result && result.result !== 'done' ? (result.message ?? w.verdict.refused) : w.took(guest.name, yenText(amountYen ?? 0, locale)));
    onDone();
  });
  return (
    <Form onSubmit={(event) => void submit(event)}>
      <FormErrors form={form} labels={{ amountYen: w.amount }} />
      <p id={hint}>{guest.name}</p>
      <YenInput label={w.amount} size="md" aria-describedby={hint} {...form.field('amountYen')} />
      <ActionButton type="submit" wide size="md" busy={form.busy}>
        {w.takeDo}
      </ActionButton>
    </Form>
  );
}
