import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocale } from '../../lib/locale';
import { termText } from '../../lib/terms';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Choice } from '../../ui/Choice';
import { YenInput } from '../../ui/Fields';
import { ChevronUp, PlusIcon, TrashIcon } from '../../ui/icons';
import { basisPointsIn, percentOf } from './percent';
import { SHARE_KINDS, SPLIT_ROLES, type Share, type Split } from './revenue.api';
import styles from './revenue.module.css';
import { words } from './revenue.words';
import { SplitPreview } from './SplitPreview';

const MOST_LINES = 20;

interface SplitEditorProps {
  value: Split;
  onChange: (split: Split) => void;
  /** The evening it is tried on: what a guest pays, and how many may come. */
  priceYen: number;
  capacity: number;
  /** Whether a space takes part, and whether somebody built the business: else their part is the host's. */
  space?: boolean;
  builder?: boolean;
  /** What the split usually is, for a button that puts it back. */
  usual?: Split;
  /** What the server says of an input: `shares.0.value`. */
  errorAt?: (path: string) => string | undefined;
  idOf?: (path: string) => string;
  disabled?: boolean;
}

/** The lines of a split, and what they would come to on an evening with so many guests. */
export function SplitEditor({ value, onChange, priceYen, capacity, space, builder, usual, errorAt, idOf, disabled = false }: SplitEditorProps) {
  const w = useWords(words).editor;
  const { base, shares } = value;
  const write = (changed: readonly Share[]) => onChange({ base, shares: [...changed] });
  const change = (at: number, share: Share) => write(shares.map((one, index) => (index === at ? share : one)));
  const up = (at: number) => write(shares.map((one, index) => (index === at - 1 ? shares[at] : index === at ? shares[at - 1] : one) ?? one));
  return (
    <div className={styles.editor}>
      <fieldset className={styles.lines} disabled={disabled}>
        <legend>{w.title}</legend>
        <p className={styles.soft}>{w.hint}</p>
        <ol className={styles.shares}>
          {shares.map((share, at) => (
            // Lines have no name of their own; a line is its place.
            <ShareLine
              key={at}
              at={at}
              share={share}
              onChange={(changed) => change(at, changed)}
              onUp={at > 0 ? () => up(at) : undefined}
              onRemove={() => write(shares.filter((_, index) => index !== at))}
              error={errorAt?.(`shares.${at}.value`)}
              id={idOf?.(`shares.${at}.value`)}
            />
          ))}
        </ol>
        <div className={styles.actions}>
          {shares.length < MOST_LINES && (
            <ActionButton tone="quiet" size="sm" icon={<PlusIcon size={18} />} onClick={() => write([...shares, { role: 'host', kind: 'basisPoints', value: 0 }])}>
              {w.add}
            </ActionButton>
          )}
          {usual && (
            <ActionButton tone="bare" size="sm" onClick={() => onChange(usual)}>
              {w.usual}
            </ActionButton>
          )}
        </div>
      </fieldset>
      <Choice
        label={w.base}
        value={base}
        onChange={(chosen) => onChange({ base: chosen, shares })}
        disabled={disabled}
        options={[
          { value: 'net', ...w.net },
          { value: 'gross', ...w.gross },
        ]}
      />
      <SplitPreview split={value} priceYen={priceYen} capacity={capacity} space={space} builder={builder} />
    </div>
  );
}

interface ShareLineProps {
  at: number;
  share: Share;
  onChange: (share: Share) => void;
  onUp: (() => void) | undefined;
  onRemove: () => void;
  error: string | undefined;
  id: string | undefined;
}

function ShareLine({ at, share, onChange, onUp, onRemove, error, id }: ShareLineProps) {
  const w = useWords(words).editor;
  const locale = useLocale();
  const { role, kind, value } = share;
  const number = at + 1;
  return (
    <li>
      <fieldset className={styles.share}>
        <legend>{w.line(number)}</legend>
        <NativeSelect
          label={w.role}
          value={role}
          onChange={({ currentTarget }) => onChange({ ...share, role: SPLIT_ROLES.find((known) => known === currentTarget.value) ?? role })}
          data={SPLIT_ROLES.map((known) => ({ value: known, label: termText('splitRole', known, locale) }))}
        />
        <NativeSelect
          label={w.kind}
          value={kind}
          onChange={({ currentTarget }) => onChange({ ...share, kind: SHARE_KINDS.find((known) => known === currentTarget.value) ?? kind, value: 0 })}
          data={SHARE_KINDS.map((known) => ({ value: known, label: w.kinds[known] }))}
        />
        {kind === 'basisPoints' ? (
          <PercentField id={id} label={w.value[kind]} value={value} error={error} onChange={(basisPoints) => onChange({ ...share, value: basisPoints })} />
        ) : (
          <YenInput id={id} label={w.value[kind]} value={value} error={error} onChange={(amountYen) => onChange({ ...share, value: amountYen ?? 0 })} />
        )}
        <div className={styles.moves}>
          <ActionButton tone="bare" size="sm" aria-label={w.up(number)} disabled={!onUp} onClick={onUp}>
            <ChevronUp size={20} />
          </ActionButton>
          <ActionButton tone="bare" size="sm" aria-label={w.remove(number)} onClick={onRemove}>
            <TrashIcon size={20} />
          </ActionButton>
        </div>
      </fieldset>
    </li>
  );
}

interface PercentFieldProps {
  id: string | undefined;
  label: string;
  /** Ten-thousandths. */
  value: number;
  error: string | undefined;
  onChange: (basisPoints: number) => void;
}

/** Percent with two decimals, in whatever width it is typed. What is none stays in the field with a word beside it. */
function PercentField({ id, label, value, error, onChange }: PercentFieldProps) {
  const w = useWords(words).editor;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? percentOf(value);
  const wrong = basisPointsIn(shown) === undefined;
  return (
    <TextInput
      id={id}
      label={label}
      inputMode="decimal"
      autoComplete="off"
      rightSection={w.percent}
      rightSectionPointerEvents="none"
      value={shown}
      error={error ?? (wrong ? w.notPercent : undefined)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        const basisPoints = basisPointsIn(currentTarget.value);
        if (basisPoints !== undefined) onChange(basisPoints ?? 0);
      }}
      onBlur={() => !wrong && setTyped(null)}
    />
  );
}
