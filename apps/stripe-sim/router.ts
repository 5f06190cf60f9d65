/** A part of a path as it was meant; as it was sent where that means nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Finds what stands under a verb and path; a literal part goes before a named one (`/invoices/create_preview` before `/invoices/{id}`). */
export class Router<T> {
  private readonly bySize = new Map<string, { route: string; parts: string[]; handler: T }[]>();

  /** Routes are written like `POST /v1/customers/{id}`. */
  add(route: string, handler: T): void {
    const [method = '', path = ''] = route.split(' ');
    const parts = path.split('/');
    const size = `${method} ${parts.length}`;
    const others = this.bySize.get(size) ?? [];
    const literals = (these: string[]): number => these.filter((part) => !part.startsWith('{')).length;
    this.bySize.set(
      size,
      [...others, { route, parts, handler }].toSorted((one, other) => literals(other.parts) - literals(one.parts)),
    );
  }

  find(method: string, path: string): { route: string; handler: T; path: { [name: string]: string } } | undefined {
    const asked = path.split('/').map(decoded);
    for (const { route, parts, handler } of this.bySize.get(`${method} ${asked.length}`) ?? []) {
      const named: { [name: string]: string } = {};
      const fits = parts.every((part, index) => {
        const value = asked[index] ?? '';
        if (!part.startsWith('{')) return part === value;
        named[part.slice(1, -1)] = value;
        return value !== '';
      });
      if (fits) return { route, handler, path: named };
    }
    return undefined;
  }
}
