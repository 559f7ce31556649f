import type { LayerRuling, Miss, StatementRef } from '../model/policy-ruling.ts';
import { shortList } from './list-of.ts';

/** Policies may list hundreds of values. */
const MOST_VALUES = 2;

/** Why a policy stops a call, or may, in one clause about that policy. */
export function sayPolicyRuling({ because, statement }: LayerRuling): string {
  switch (because.kind) {
    case 'statement-denies':
      return statement === null ? 'a Deny of it applies' : `${sayStatement(statement)} of it denies`;
    case 'no-statement-allows':
      return because.nearest === null
        ? 'it has no Allow statement'
        : `none of its statements allows; the nearest, ${sayStatement(because.nearest.statement)}, wants ${sayMisses(because.nearest.missed)}`;
    case 'undecided':
      return `${sayStatement(because.open.statement)} of it depends on ${sayMisses(because.open.missed)}`;
    default:
      return 'it has no statement for this call';
  }
}

/** As an editor of the policy finds it: by its Sid, or counted from 1. */
const sayStatement = ({ sid, index }: StatementRef): string =>
  sid === null ? `statement ${index + 1}` : `statement ${JSON.stringify(sid)}`;

const sayMisses = (missed: readonly Miss[]): string => missed.map(sayMiss).join(' and ');

function sayMiss(miss: Miss): string {
  const wanted = shortList(miss.wanted, MOST_VALUES);
  if (miss.part === 'condition') {
    const has = miss.asked.state === 'present' ? ` (the call has ${shortList(miss.asked.values, MOST_VALUES)})` : '';
    return `${miss.operator} ${miss.key} ${wanted}${has}`;
  }
  const element = `${miss.part[0]?.toUpperCase()}${miss.part.slice(1)}`;
  return `${miss.except ? `Not${element}` : element} ${wanted}`;
}
