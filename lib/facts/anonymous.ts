import type { Facts } from '../model/facts.ts';
import { resourcesOf } from '../model/inventory.ts';
import { anonymousAddresses } from './anonymous-addresses.ts';
import { anonymousTexts } from './anonymous-texts.ts';

/**
 * The same facts with ids, accounts, names and addresses replaced, each by the same token wherever it stands, so that every
 * comparison and every range comes out as before. `mask`, 1 to 255, moves addresses: who does not know it does not know them.
 */
export function anonymousFacts(facts: Facts, mask: number): Facts {
  const texts = anonymousTexts(facts, anonymousAddresses(mask));
  const { inventory, ...rest } = texts.replaced(facts) as Facts;
  const resources = resourcesOf((kind) => Object.values(inventory.resources[kind]));
  return { ...rest, inventory: { ...inventory, resources } };
}
