interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** A list page after page, for what shows all of it; `whole` is false where there are more than `most` pages. */
export async function everyPage<Item>(read: (cursor?: string) => Promise<PageOf<Item>>, most = Infinity): Promise<{ items: Item[]; whole: boolean }> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < most; pages++) {
    const page = await read(cursor);
    items.push(...page.items);
    if (page.nextCursor === null) return { items, whole: true };
    cursor = page.nextCursor;
  }
  return { items, whole: false };
}
