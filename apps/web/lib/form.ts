import { type ChangeEvent, type SyntheticEvent, useCallback, useId, useState } from 'react';
import { asProblem, type FieldProblem, type Problem } from './problem';

type Values = Record<string, unknown>;

/** A check before sending: the path of an input and what is wrong with it, or nothing. */
export type Checks<V> = (values: V) => { [path: string]: string | false | undefined };

/**
 * A form that keeps what was typed whatever the server says. `fields[].path` of a problem+json lands beside the input of the
 * same name and in the summary; focus moves to the summary. A field's error goes away when the field is changed.
 *
 *   const form = useForm({ email: '' }, (v) => ({ email: v.email === '' && w.emailMissing }));
 *   <form noValidate onSubmit={form.submit(async (values) => { await answer(api.POST(…, { body: values })); })}>
 *     <FormErrors form={form} labels={{ email: w.email }} />
 *     <TextInput label={w.email} {...form.text('email')} />
 *     <ActionButton type="submit" busy={form.busy}>{w.send}</ActionButton>
 */
export function useForm<V extends Values>(initial: V, checks?: Checks<V>) {
  const prefix = useId();
  const [start, setStart] = useState(initial);
  const [values, setValues] = useState(initial);
  const [fields, setFields] = useState<readonly FieldProblem[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [attempts, setAttempts] = useState(0);

  const idOf = (path: string) => `${prefix}-${path.replaceAll('.', '-')}`;

  const set = useCallback(<K extends keyof V & string>(name: K, value: V[K]) => {
    setValues((before) => ({ ...before, [name]: value }));
    setFields((before) => before.filter((field) => field.path !== name && !field.path.startsWith(`${name}.`)));
  }, []);

  /** What is wrong at a path, also a nested one (`hours.0.opensAt`). */
  const errorAt = (path: string): string | undefined => fields.find((field) => field.path === path)?.message;

  /** Props of any input whose onChange gives the value itself (YenInput, Select, DayField …). */
  const field = <K extends keyof V & string>(name: K) => ({
    id: idOf(name),
    name,
    value: values[name],
    error: errorAt(name),
    onChange: (value: V[K]) => set(name, value),
  });

  /** Props of an input that gives an event (TextInput, Textarea, PasswordInput, NativeSelect). */
  const text = <K extends { [P in keyof V]: V[P] extends string ? P : never }[keyof V] & string>(name: K) => ({
    ...field(name),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => {
      // The constraint on K says that this value is a string.
      set(name, event.currentTarget.value as V[K]);
    },
  });

  const submit = (send: (values: V) => Promise<void>) => async (event?: SyntheticEvent) => {
    event?.preventDefault();
    if (busy) return;
    setProblem(null);
    const found = Object.entries(checks?.(values) ?? {}).flatMap(([path, message]) =>
      message ? [{ path, code: 'input', message }] : [],
    );
    setFields(found);
    setAttempts((before) => before + 1);
    if (found.length > 0) return;
    setBusy(true);
    try {
      await send(values);
    } catch (error) {
      const refusal = asProblem(error);
      setProblem(refusal);
      setFields(refusal.fields);
      setAttempts((before) => before + 1);
    } finally {
      setBusy(false);
    }
  };

  /** Starts again, from the given values or the first ones. */
  const reset = useCallback(
    (next: V = start) => {
      setStart(next);
      setValues(next);
      setFields([]);
      setProblem(null);
    },
    [start],
  );

  const dirty = JSON.stringify(values) !== JSON.stringify(start);
  return { values, set, field, text, errorAt, idOf, submit, reset, busy, dirty, problem, fields, attempts };
}

/** What FormErrors needs of a form. */
export type FormState = Pick<ReturnType<typeof useForm>, 'problem' | 'fields' | 'attempts' | 'idOf'>;
