import { SPACE_TERMS } from '#libs/words';
import { Checkbox } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { dayText } from '../../lib/format';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { ME } from '../../lib/query';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { toast } from '../../ui/Toasts';
import { words } from './settings.words';
import { acceptTerms, rereadSpaces, type Space } from './space.api';
import styles from './spaces.module.css';

/** The terms of joining: to agree to while the space is accepted, to read again afterwards. */
export function TermsSettings({ space }: { space: Space }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const form = useForm({ agreed: false }, ({ agreed }) => ({ agreed: !agreed && w.agreeMissing }));
  const accept = form.submit(async () => {
    await acceptTerms(space.id, space.inside?.termsVersion ?? SPACE_TERMS.version);
    toast(w.accepted);
    await Promise.all([rereadSpaces(client), client.invalidateQueries({ queryKey: ME })]);
  });
  const at = space.inside?.termsAcceptedAt;
  return (
    <Card id="terms" title={w.sections.terms} aside={w.version(SPACE_TERMS.version)} tone={space.can.acceptTerms ? 'warm' : 'plain'}>
      {space.can.acceptTerms && <p>{w.termsHint}</p>}
      {at && <p className={styles.hint}>{w.acceptedAt(dayText(tokyoDay(at), locale))}</p>}
      <ol className={styles.clauses}>
        {SPACE_TERMS.clauses.map((clause) => (
          <li key={clause.en}>{clause[locale]}</li>
        ))}
      </ol>
      {space.can.acceptTerms && (
        <Form onSubmit={(event) => void accept(event)}>
          <FormErrors form={form} labels={{ agreed: w.sections.terms }} />
          <Checkbox
            id={form.idOf('agreed')}
            label={w.agree}
            checked={form.values.agreed}
            error={form.errorAt('agreed')}
            onChange={(event) => form.set('agreed', event.currentTarget.checked)}
          />
          <div>
            <ActionButton type="submit" busy={form.busy}>
              {w.accept}
            </ActionButton>
          </div>
        </Form>
      )}
    </Card>
  );
}
