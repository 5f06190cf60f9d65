/** Why something is not possible, as the API says it, with a step that leads on. */
export interface Reason {
  code: string;
  message: string;
  nextStep?: { label: string; href: string } | null;
}

/** What is wrong with one input; `path` names it as in the request body (`hours.0.opensAt`). */
export interface FieldProblem {
  path: string;
  code: string;
  message: string;
}

interface ProblemBody {
  status: number;
  code: string;
  title: string;
  detail?: string;
  reasons?: Reason[];
  fields?: FieldProblem[];
}

/**
 * A "no" of the API (problem+json, RFC 9457), in the language of the person. Thrown by `answer()`.
 * `code` is `network` with status 0 when no answer came at all.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly reasons: readonly Reason[];
  readonly fields: readonly FieldProblem[];
  /** Seconds to wait before trying again, where the server says so (429). */
  readonly retryAfterSeconds: number | undefined;

  constructor(body: ProblemBody, retryAfterSeconds?: number) {
    super(`${body.status} ${body.code}`);
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code;
    this.title = body.title;
    this.detail = body.detail ?? '';
    this.reasons = body.reasons ?? [];
    this.fields = body.fields ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** No answer came: no network, or the server is away. The words are the interface's own. */
  static network(): Problem {
    return new Problem({ status: 0, code: 'network', title: '' });
  }

  /** Reads whatever an answer carries; an answer that is no problem+json still becomes a Problem with its status. */
  static from(body: unknown, response: Response): Problem {
    const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
    const wait = Number.isFinite(retryAfter) ? retryAfter : undefined;
    return new Problem(isProblemBody(body) ? body : { status: response.status, code: 'unexpected', title: '' }, wait);
  }
}

function isProblemBody(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body && 'title' in body;
}

/** Any thrown value as a Problem; what is not one is a fault of the interface itself. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ status: 500, code: 'unexpected', title: '' });
}
