/** The figures and names that the words of a code are filled with. */
export type Params = Readonly<Record<string, string | number>>;

/** Where a person goes to cure a reason; the code names the label. */
export interface NextStep {
  code: string;
  href: string;
}

/** One reason why a rule of the trade says no. Words are put to it at the door, in the reader's language. */
export interface Reason {
  code: string;
  params: Params;
  nextStep?: NextStep;
}

/** One field of the input that is wrong; `path` as in `ticketTypes.0.priceYen`. */
export interface FieldError {
  path: string;
  code: string;
  params?: Params;
}

const STATUS = { input: 400, unauthenticated: 401, forbidden: 403, missing: 404, conflict: 409, rule: 422, tooMany: 429, unavailable: 503 } as const;

/**
 * What sort of no it is: bad `input`; not signed in; `forbidden` for this role; `missing` (also what one may not see); `conflict`
 * (somebody was faster, or the state does not allow it); a `rule` of the trade; `tooMany` requests; `unavailable`: whom we need does not answer.
 */
export type RefusalKind = keyof typeof STATUS;

/** The HTTP status of a refusal. */
export type RefusalStatus = (typeof STATUS)[RefusalKind];

/** What a refusal may carry besides its code. `kind` is `rule` unless said. */
export interface RefusalDetails {
  kind?: RefusalKind;
  reasons?: readonly Reason[];
  fields?: readonly FieldError[];
}

/** A no that a person is told, with a stable code and the figures for its words. Anything else that is thrown is a fault of the program. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly reasons?: readonly Reason[];
  readonly fields?: readonly FieldError[];

  constructor(
    readonly code: string,
    readonly params: Params = {},
    { kind = 'rule', reasons, fields }: RefusalDetails = {},
  ) {
    super(code);
    this.kind = kind;
    if (reasons) this.reasons = reasons;
    if (fields) this.fields = fields;
  }

  get status(): RefusalStatus {
    return STATUS[this.kind];
  }

  /** 400 `input`: fields that cannot be read. */
  static input(fields: readonly FieldError[]): Refusal {
    return new Refusal('input', {}, { kind: 'input', fields });
  }

  /** 401: who is asking is not known. */
  static unauthenticated(code = 'unauthenticated'): Refusal {
    return new Refusal(code, {}, { kind: 'unauthenticated' });
  }

  /** 403: not for this role. */
  static forbidden(code = 'forbidden', params: Params = {}): Refusal {
    return new Refusal(code, params, { kind: 'forbidden' });
  }

  /** 404 `missing`: there is no such thing, or none that the asker may see. `what` is the noun: `shift`, `space`. */
  static missing(what: string): Refusal {
    return new Refusal('missing', { what }, { kind: 'missing' });
  }

  /** 409: somebody was faster, or the state does not allow it. */
  static conflict(code: string, params: Params = {}, reasons?: readonly Reason[]): Refusal {
    return new Refusal(code, params, { kind: 'conflict', reasons });
  }

  /** 422: a rule of the trade says no. */
  static rule(code: string, params: Params = {}, reasons?: readonly Reason[]): Refusal {
    return new Refusal(code, params, { kind: 'rule', reasons });
  }

  /** 503: somebody outside whom this needs does not answer; asking again later may do. */
  static unavailable(code: string, params: Params = {}): Refusal {
    return new Refusal(code, params, { kind: 'unavailable' });
  }

  /** 429: too many requests. */
  static tooMany(code: string, params: Params = {}): Refusal {
    return new Refusal(code, params, { kind: 'tooMany' });
  }
}
