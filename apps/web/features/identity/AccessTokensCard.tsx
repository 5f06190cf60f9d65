import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../lib/api';
import { useForm } from '../../lib/form';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { type Day, tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Confirm } from '../../ui/Confirm';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorState } from '../../ui/ErrorState';
import { DayField, FieldLabel, Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Sheet } from '../../ui/Sheet';
import { LineSkeleton } from '../../ui/Skeletons';
import { toast } from '../../ui/Toasts';
import { type AccessToken, accessTokensQuery } from './identity.api';
import styles from './identity.module.css';
import { words } from './words';

/** Personal access tokens: made, shown once, revoked. */
export function AccessTokensCard() {
  const w = useWords(words).account;
  const locale = useLocale();
  const client = useQueryClient();
  const tokens = useQuery(accessTokensQuery);
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<AccessToken | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/v1/access-tokens/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      toast(w.tokenRevoked);
      setAsked(null);
    },
    onSettled: () => client.invalidateQueries({ queryKey: accessTokensQuery.queryKey }),
  });

  return (
    <Card title={w.tokensTitle}>
      <p className={styles.hint}>{w.tokensSub}</p>
      {tokens.isPending && <LineSkeleton count={2} />}
      {tokens.isError && <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.data?.items.length === 0 && <p className={styles.text}>{w.noTokens}</p>}
      {tokens.data && tokens.data.items.length > 0 && (
        <ul className={styles.list}>
          {tokens.data.items.map((token) => (
            <li key={token.id}>
              <div>
                <span className={styles.device}>{token.name}</span>
                <br />
                <span className={styles.when}>
                  {w.tokenCreated(dayText(tokyoDay(token.createdAt), locale))}
                  {locale === 'ja' ? '、' : ', '}
                  {token.expiresAt ? w.tokenExpires(dayText(lastDayOf(token.expiresAt), locale)) : w.tokenNoExpiry}
                </span>
              </div>
              <ActionButton tone="quiet" size="xs" onClick={() => setAsked(token)}>
                {w.revokeToken}
              </ActionButton>
            </li>
          ))}
        </ul>
      )}
      <ActionButton tone="quiet" onClick={() => setMaking(true)}>
        {w.newToken}
      </ActionButton>
      <Sheet opened={making} onClose={() => setMaking(false)} title={w.newToken}>
        <NewToken onDone={() => setMaking(false)} />
      </Sheet>
      <Confirm
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={w.revokeTokenTitle}
        confirmLabel={w.revokeToken}
        busy={revoke.isPending}
        onConfirm={() => asked && revoke.mutate(asked.id)}
      >
        {asked && <p className={styles.text}>{w.revokeTokenHint(asked.name)}</p>}
        {revoke.isError && <ErrorState error={revoke.error} />}
      </Confirm>
    </Card>
  );
}

/** A token ends at a midnight; its last day is the one before. */
function lastDayOf(expiresAt: string): Day {
  return tokyoDay(new Date(Date.parse(expiresAt) - 1));
}

function NewToken({ onDone }: { onDone: () => void }) {
  const w = useWords(words);
  const client = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const form = useForm({ name: '', expiresOn: '' }, (values) => ({ name: values.name.trim() === '' && w.missing.tokenName }));
  const submit = form.submit(async (values) => {
    const body = { name: values.name.trim(), expiresOn: values.expiresOn || undefined };
    const { token } = await answer(api.POST('/api/v1/access-tokens', { body }));
    await client.invalidateQueries({ queryKey: accessTokensQuery.queryKey });
    setMade(token);
  });

  if (made !== null) {
    return (
      <>
        <p className={styles.text} role="status">
          {w.account.tokenOnce}
        </p>
        <code className={styles.secret}>{made}</code>
        <CopyButton text={made} />
        <ActionButton onClick={onDone}>{w.account.done}</ActionButton>
      </>
    );
  }
  return (
    <Form onSubmit={(event) => void submit(event)}>
      <FormErrors form={form} labels={{ name: w.account.tokenName, expiresOn: w.account.expiresOn }} />
      <TextInput label={w.account.tokenName} description={w.account.tokenNameHint} {...form.text('name')} />
      <DayField label={<FieldLabel mark="optional">{w.account.expiresOn}</FieldLabel>} {...form.field('expiresOn')} />
      <ActionButton type="submit" wide busy={form.busy}>
        {w.account.createToken}
      </ActionButton>
    </Form>
  );
}
