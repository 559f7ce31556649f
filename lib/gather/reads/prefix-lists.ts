import { type EC2Client, paginateGetManagedPrefixListEntries } from '@aws-sdk/client-ec2';
import type { PrefixList } from '../../model/aws.ts';
import { type Observation, seen } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { allPages, PAGE_SIZE } from './pages.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:GetManagedPrefixListEntries'] as const;

/** The entries of prefix lists, AWS's own and managed ones. */
export default function getPrefixLists(
  ec2: Api<EC2Client>,
  ids: readonly string[],
): Promise<Observation<readonly PrefixList[]>> {
  if (ids.length === 0) return Promise.resolve(seen([], 0));
  return ask(ec2, actions[0], (client, abort) =>
    Promise.all(
      ids.map(async (PrefixListId) => {
        const pages = paginateGetManagedPrefixListEntries({ client, pageSize: PAGE_SIZE }, { PrefixListId }, abort);
        const entries = await allPages(pages, (page) => page.Entries);
        return { PrefixListId, Cidrs: entries.flatMap((entry) => entry.Cidr ?? []) };
      }),
    ),
  );
}
