import type { PolicyLayer } from '../../../model/policy-ruling.ts';
import { parseDocument } from '../document/parse.ts';
import type { Statement } from '../document/statement.ts';
import { type Asker, GRADES, type Grade, type Graded } from '../match/principal.ts';
import type { Policies, PolicyDocument, PolicyRequest, Unreadable } from '../request.ts';
import { all, any, type Truth } from '../truth.ts';
import { type Judged, judge } from './statement.ts';

/** What is known of a layer's policies: by level, of which all but organization policies have one. */
export interface LayerRead {
  readonly layer: PolicyLayer;
  /** Null: no policy of this kind exists, or none that was read. */
  readonly levels: readonly (readonly Statement[])[] | null;
  readonly isRead: boolean;
}

/** A layer as it stands to a call. */
export interface JudgedLayer {
  readonly layer: PolicyLayer;
  readonly deny: Truth;
  readonly allow: Graded;
  readonly read: LayerRead;
  readonly levels: readonly (readonly Judged[])[];
}

/** Parses all documents of a layer, whether or not they matter: one that is malformed is never passed over. */
export function readLayer(layer: Exclude<PolicyLayer, 'grants'>, policies: Policies): LayerRead {
  const levels = documentsOf(policies)[layer];
  return {
    layer,
    isRead: !policies.unreadable?.includes(UNREADABLE_AS[layer]),
    levels:
      levels?.map((documents, level) =>
        documents.flatMap((document, policy) =>
          parseDocument(document, { layer, level: layer === 'scp' || layer === 'rcp' ? level : null, policy }),
        ),
      ) ?? null,
  };
}

const UNREADABLE_AS: Readonly<Record<Exclude<PolicyLayer, 'grants'>, Unreadable>> = {
  ...{ endpoint: 'endpoint', resource: 'resource', key: 'key', identity: 'identity' },
  ...{ boundary: 'boundary', session: 'session', scp: 'scps', rcp: 'rcps' },
};

const documentsOf = ({ scps, rcps, identity, session, ...alone }: Policies) => ({
  endpoint: one(alone.endpoint),
  rcp: rcps ?? null,
  // No level at all is no organization.
  scp: scps?.length ? scps : null,
  resource: one(alone.resource),
  key: one(alone.key),
  identity: identity ? [identity] : null,
  boundary: one(alone.boundary),
  session: session ? [session] : null,
});

const one = (document: PolicyDocument): readonly (readonly PolicyDocument[])[] | null =>
  document === undefined || document === null ? null : [[document]];

/** What a layer's policies say of a call: a Deny of any, and for each level an Allow of any. */
export function judgeLayer(read: LayerRead, request: PolicyRequest, asker: Asker): JudgedLayer {
  const levels = (read.levels ?? []).map((statements) => statements.map((one) => judge(one, request, asker)));
  const unread: readonly Truth[] = read.isRead ? [] : ['unknown'];
  const denies = levels.flat().filter(({ statement }) => statement.effect === 'Deny');
  const allowOf = (grade: Grade): Truth => {
    const each = levels.map((level) => any(allowsOf(level).map((one) => one.graded[grade])));
    // What wasn't read of an organization is another level, and elsewhere another policy.
    return read.layer === 'scp' ? all([...each, ...unread]) : any([...each, ...unread]);
  };
  return {
    layer: read.layer,
    deny: any([...denies.map(({ truth }) => truth), ...unread]),
    allow: gradedBy(allowOf),
    read,
    levels,
  };
}

export const allowsOf = (level: readonly Judged[]): readonly Judged[] =>
  level.filter(({ statement }) => statement.effect === 'Allow');

const gradedBy = (of: (grade: Grade) => Truth): Graded => ({
  direct: of('direct'),
  role: of('role'),
  account: of('account'),
});

export const anyGrade = (graded: Graded): Truth => any(GRADES.map((grade) => graded[grade]));
