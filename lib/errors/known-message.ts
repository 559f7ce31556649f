import { type Denial, parseDenial, sayDenial } from '../evaluate/iam/denial-message.ts';
import { SERVICE } from '../services/index.ts';
import { isSecretAsked } from '../services/secret-id.ts';
import { knownSentence } from './sentences.ts';

/** What AWS says is shorter; more of a text is not looked at. Characters. */
const LONGEST = 4_000;

/** In the place of a part of a denial that is not of its form. */
const WITHHELD = '[withheld]';

const ACTIONS: ReadonlySet<string> = new Set(SERVICE.deniedActions);

const ACCOUNT = '[0-9]{12}';
const PARTITION = 'aws[a-z-]{0,20}';

/** A role or user with its path, a session of a role, or an account. */
const PRINCIPAL = new RegExp(
  `^(?:anonymous|arn:${PARTITION}:(?:sts::${ACCOUNT}:(?:assumed-role/[\\w+=,.@-]{1,64}/[\\w+=,.@-]{2,64}|federated-user/[\\w+=,.@-]{2,64})|iam::${ACCOUNT}:(?:root|(?:user|role)/[\\w+=,.@/-]{1,128})))$`,
);

const KEY = new RegExp(`^arn:${PARTITION}:kms:[a-z0-9-]{1,30}:${ACCOUNT}:key/[0-9a-z-]{36}$`);

const POLICY = new RegExp(
  `^arn:${PARTITION}:(?:organizations::${ACCOUNT}:policy/o-[a-z0-9]{1,32}/(?:service|resource)_control_policy/p-[a-zA-Z0-9_]{1,128}|iam::(?:${ACCOUNT}|aws):policy/[\\w+=,.@/-]{1,128})$`,
);

/**
 * A service's message as far as this project knows it: a known sentence, or a denial whose parts have their known forms, said
 * again in words that are kept here. Null for any other text, which may quote whatever its author saw.
 */
export function knownMessage(text: string, secretId: string): string | null {
  const line = text.slice(0, LONGEST).replace(/\s+/g, ' ').trim();
  const denial = parseDenial(line);
  if (denial === null) return knownSentence(line);
  return ACTIONS.has(denial.action) ? sayDenial(knownParts(denial, secretId)) : null;
}

function knownParts(denial: Denial, secretId: string): Denial {
  const { principal, resource, reasonAction, policyArn } = denial;
  const isKnownResource = (text: string) => text === '*' || isSecretAsked(text, secretId) || KEY.test(text);
  return {
    ...denial,
    principal: principal === null || PRINCIPAL.test(principal) ? principal : WITHHELD,
    reasonAction: reasonAction !== null && ACTIONS.has(reasonAction) ? reasonAction : null,
    resource: resource === null || isKnownResource(resource) ? resource : WITHHELD,
    policyArn: policyArn === null || POLICY.test(policyArn) ? policyArn : null,
  };
}
