import type { Hop } from '../model/path-evaluation.ts';

const KINDS = {
  'security-group': 'security group',
  'network-acl': 'subnet ACL',
  'route-table': 'route table',
} as const;

/** Whose a filter or table on a path is, and which packets of it are meant: "endpoint subnet ACL, in". */
export function sayHop({ kind, leg, direction }: Pick<Hop, 'kind' | 'leg' | 'direction'>): string {
  const side = (leg === 'forward') === (direction === 'out') ? 'client' : 'endpoint';
  return `${side} ${KINDS[kind]}${kind === 'network-acl' ? `, ${direction}` : ''}`;
}
