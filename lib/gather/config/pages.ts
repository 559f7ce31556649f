/** Items on one page; the smallest limit among the calls that are paged. */
export const PAGE_SIZE = 100;

const MOST_PAGES = 50;

/** What pages of that size bring; whoever puts more on a page says something else than EC2. */
const MOST_ITEMS = MOST_PAGES * PAGE_SIZE;

/** All items of all pages. Half a list would lead to wrong rulings, so that too many are an error and not a beginning. */
export async function allPages<P, T>(pages: AsyncIterable<P>, itemsOf: (page: P) => readonly T[] | undefined) {
  const items: T[] = [];
  let count = 0;
  for await (const page of pages) {
    if (++count > MOST_PAGES) throw Object.assign(new Error('too many'), { name: 'TooManyPages' });
    for (const item of itemsOf(page) ?? []) items.push(item);
    if (items.length > MOST_ITEMS) throw Object.assign(new Error('too many'), { name: 'TooManyItems' });
  }
  return items;
}

/** A filter of EC2's Describe calls. */
export const filter = (Name: string, Values: readonly string[]) => ({ Name, Values: [...Values] });
