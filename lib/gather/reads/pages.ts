/** Items on one page; the smallest limit among the calls that are paged. */
export const PAGE_SIZE = 100;

const MOST_PAGES = 50;

/** All items of all pages. Half a list would lead to wrong rulings, so that too many are an error and not a beginning. */
export async function allPages<P, T>(pages: AsyncIterable<P>, itemsOf: (page: P) => readonly T[] | undefined) {
  const items: T[] = [];
  let count = 0;
  for await (const page of pages) {
    if (++count > MOST_PAGES) throw Object.assign(new Error('too many'), { name: 'TooManyPages' });
    const own = itemsOf(page) ?? [];
    // Whoever puts more on a page than was asked for is not AWS.
    if (own.length > PAGE_SIZE) throw Object.assign(new Error('too many'), { name: 'TooManyItems' });
    items.push(...own);
  }
  return items;
}

/** A filter of EC2's Describe calls. */
export const filter = (Name: string, Values: readonly string[]) => ({ Name, Values: [...Values] });
