import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../lib/form';
import { factsText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Confirm } from '../../ui/Confirm';
import { CopyButton } from '../../ui/CopyButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { FieldLabel, Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { DownloadIcon, QrIcon } from '../../ui/icons';
import { QrCode } from '../../ui/QrCode';
import { Sheet } from '../../ui/Sheet';
import { LineSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { makeReferralCode, type ReferralCode, type ReferralCodes, referralCodesQuery, type ReferralKind, retireReferralCode } from './revenue.api';
import styles from './revenue.module.css';
import { words } from './revenue.words';
import { saveQr } from './save-qr';

const MAKE = { mixer: 'makeMixer', space: 'makeSpace', flyer: 'makeFlyer' } as const satisfies Record<ReferralKind, string>;

/** The links of an event: what came by each, to copy, to show as a QR code, and new ones. */
export function ReferralLinks({ eventId }: { eventId: string }) {
  const w = useWords(words).links;
  const codes = useQuery(referralCodesQuery(eventId));
  const [shown, setShown] = useState<ReferralCode | null>(null);
  const [making, setMaking] = useState<ReferralKind | null>(null);
  const [ending, setEnding] = useState<ReferralCode | null>(null);
  return (
    <Card title={w.title}>
      <div className={styles.stack}>
        <p className={styles.soft}>{w.lead}</p>
        {codes.isPending && <LineSkeleton count={3} />}
        {codes.isError && <ErrorState error={codes.error} onRetry={() => void codes.refetch()} />}
        {codes.data && (
          <>
            {codes.data.items.length === 0 && (
              <EmptyState title={w.empty}>
                <p>{codes.data.canMake.length > 0 ? w.emptyText : w.notYet}</p>
              </EmptyState>
            )}
            <ul className={styles.links}>
              {codes.data.items.map((code) => (
                <LinkItem key={code.code} code={code} onShow={() => setShown(code)} onRetire={() => setEnding(code)} />
              ))}
            </ul>
            <Making codes={codes.data} eventId={eventId} onAsk={setMaking} />
            <Sheet opened={making !== null} onClose={() => setMaking(null)} title={making ? w[MAKE[making]] : w.title}>
              {making && <MakeForm eventId={eventId} kind={making} spaces={codes.data.spaces} onDone={() => setMaking(null)} />}
            </Sheet>
          </>
        )}
      </div>
      <QrSheet code={shown} onClose={() => setShown(null)} />
      <Ending eventId={eventId} code={ending} onClose={() => setEnding(null)} />
    </Card>
  );
}

/** How a link is called: where its flyer lies, or whose it is. */
const nameOf = ({ label, spaceName, accountName, code }: ReferralCode): string => label || accountName || spaceName || code;

function LinkItem({ code, onShow, onRetire }: { code: ReferralCode; onShow: () => void; onRetire: () => void }) {
  const w = useWords(words).links;
  const locale = useLocale();
  const credited = [code.accountName, code.spaceName].filter((name) => name !== null && name !== nameOf(code));
  return (
    <li className={styles.link} data-retired={code.retiredAt !== null || undefined}>
      <div className={styles.head}>
        <b>{nameOf(code)}</b>
        <StatusTag>{w.kind[code.kind]}</StatusTag>
        {code.mine && <StatusTag tone="ok">{w.mine}</StatusTag>}
        {code.retiredAt !== null && <StatusTag tone="warn">{w.retired}</StatusTag>}
      </div>
      {credited.length > 0 && <p className={styles.soft}>{factsText(credited, locale)}</p>}
      <p className={styles.counts}>
        <span>{w.counts(code.touches, code.registrations, code.guests)}</span>
        <span>
          {w.received} <b>{yenText(code.receivedYen, locale)}</b>
        </span>
      </p>
      {code.retiredAt === null && (
        <>
          <p className={styles.url}>{code.url}</p>
          <div className={styles.actions}>
            <CopyButton text={code.url} />
            <ActionButton tone="quiet" icon={<QrIcon />} onClick={onShow}>
              {w.qr}
            </ActionButton>
            {code.canRetire && code.kind === 'flyer' && (
              <ActionButton tone="bare" onClick={onRetire}>
                {w.retire}
              </ActionButton>
            )}
          </div>
        </>
      )}
    </li>
  );
}

/** What the reader may still make; a link of one's own is made once. */
function Making({ codes, eventId, onAsk }: { codes: ReferralCodes; eventId: string; onAsk: (kind: ReferralKind) => void }) {
  const w = useWords(words).links;
  const client = useQueryClient();
  const { canMake, items, spaces } = codes;
  const own = (kind: ReferralKind): number => items.filter((code) => code.kind === kind && code.mine && code.retiredAt === null).length;
  const make = useMutation({
    mutationFn: (kind: ReferralKind) => makeReferralCode(eventId, { kind, spaceId: kind === 'space' ? spaces[0]?.id : undefined }),
    onSuccess: () => toast(w.made),
    onSettled: () => client.invalidateQueries({ queryKey: referralCodesQuery(eventId).queryKey }),
  });
  const open = canMake.filter((kind) => kind === 'flyer' || own(kind) < (kind === 'space' ? spaces.length : 1));
  return (
    <div className={styles.actions}>
      {open.map((kind) => {
        const asks = kind === 'flyer' || (kind === 'space' && spaces.length > 1);
        return (
          <ActionButton key={kind} tone="quiet" busy={make.isPending && make.variables === kind} onClick={() => (asks ? onAsk(kind) : make.mutate(kind))}>
            {w[MAKE[kind]]}
          </ActionButton>
        );
      })}
      {make.isError && <ErrorState error={make.error} />}
    </div>
  );
}

function MakeForm({ eventId, kind, spaces, onDone }: { eventId: string; kind: ReferralKind; spaces: ReferralCodes['spaces']; onDone: () => void }) {
  const w = useWords(words).links;
  const client = useQueryClient();
  const flyer = kind === 'flyer';
  const form = useForm({ label: '', spaceId: flyer ? '' : (spaces[0]?.id ?? '') }, ({ label }) => ({ label: flyer && label.trim() === '' && w.labelMissing }));
  const send = form.submit(async ({ label, spaceId }) => {
    await makeReferralCode(eventId, { kind, spaceId: spaceId || undefined, label: flyer ? label.trim() : undefined });
    toast(w.made);
    onDone();
    await client.invalidateQueries({ queryKey: referralCodesQuery(eventId).queryKey });
  });
  return (
    <Form onSubmit={(event) => void send(event)}>
      <FormErrors form={form} labels={{ label: w.label, spaceId: w.space }} />
      {flyer && <TextInput label={w.label} description={w.labelHint} maxLength={80} {...form.text('label')} />}
      {spaces.length > 0 && (
        <NativeSelect
          label={<FieldLabel mark={flyer ? 'optional' : undefined}>{w.space}</FieldLabel>}
          {...form.text('spaceId')}
          data={[...(flyer ? [{ value: '', label: w.noSpace }] : []), ...spaces.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      <ActionButton type="submit" wide busy={form.busy}>
        {w[MAKE[kind]]}
      </ActionButton>
    </Form>
  );
}

function QrSheet({ code, onClose }: { code: ReferralCode | null; onClose: () => void }) {
  const w = useWords(words).links;
  return (
    <Sheet
      opened={code !== null}
      onClose={onClose}
      title={code ? w.qrTitle(nameOf(code)) : w.qr}
      footer={
        code && (
          <ActionButton wide icon={<DownloadIcon />} onClick={() => void saveQr(code.url, w.file(code.code))}>
            {w.save}
          </ActionButton>
        )
      }
    >
      {code && (
        <div className={styles.qr}>
          <QrCode text={code.url} size="min(72vw, 320px)" />
          <p className={styles.url}>{code.url}</p>
          <p className={styles.soft}>{w.qrHint}</p>
        </div>
      )}
    </Sheet>
  );
}

function Ending({ eventId, code, onClose }: { eventId: string; code: ReferralCode | null; onClose: () => void }) {
  const w = useWords(words).links;
  const client = useQueryClient();
  const retire = useMutation({
    mutationFn: (word: string) => retireReferralCode(eventId, word),
    onSuccess: () => {
      toast(w.retiredToast);
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: referralCodesQuery(eventId).queryKey }),
  });
  return (
    <Confirm opened={code !== null} onClose={onClose} title={w.retireTitle} confirmLabel={w.retire} busy={retire.isPending} onConfirm={() => code && retire.mutate(code.code)}>
      {code && <b>{nameOf(code)}</b>}
      <p>{w.retireText}</p>
      {retire.isError && <ErrorState error={retire.error} />}
    </Confirm>
  );
}
