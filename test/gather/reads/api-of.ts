import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { deadlineIn } from '../../../lib/gather/deadline.ts';
import type { Api } from '../../../lib/gather/reads/api.ts';
import type { Observation } from '../../../lib/model/observation.ts';

export const REGION = 'eu-west-2';

/** An API that can be reached, with something changed. Its client's calls are mocked, so that nothing is sent. */
export const apiOf = <C>(client: C, over: Partial<Api<C>> = {}): Api<C> => ({
  client,
  deadline: deadlineIn(5_000),
  reach: async () => ({ address: '127.0.0.1' }),
  lacksCredentials: async () => null,
  repeatsCredentials: async () => false,
  ...over,
});

/** EC2's API, which answers what a test tells the mock, and nothing before. */
export function mockedEc2() {
  const mock = mockClient(EC2Client);
  beforeEach(() => {
    mock.reset();
  });
  afterAll(() => {
    mock.restore();
  });
  return { mock, ec2: apiOf(new EC2Client({ region: REGION })) };
}

/** What an error's text may quote, and no observation may. */
export const ERROR_TEXT = 'User: arn:aws:iam::111122223333:user/someone is not authorized; encoded message: 4Qx9';

/** An error of the service's own, as the SDK throws it. */
export const serviceError = (name: string): Error =>
  Object.assign(new Error(ERROR_TEXT), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: 400, requestId: 'request-1' },
  });

/** The refusal of an API, and what a gatherer makes of it. */
export const EC2_DENIES = serviceError('UnauthorizedOperation');
export const JSON_API_DENIES = serviceError('AccessDeniedException');
export const denied = (permission: string) => ({
  state: 'unseen',
  why: 'denied',
  detail: `${permission} is not allowed here`,
});

/** The value of what must have been seen. It must be plain JSON: no Date and nothing else that storing would change. */
export function plainValueOf<T>(observation: Observation<T>): T {
  if (observation.state === 'unseen') throw new Error(`unseen (${observation.why}): ${observation.detail}`);
  expect(JSON.parse(JSON.stringify(observation.value))).toEqual(observation.value);
  return observation.value;
}

/** A filter of EC2's calls, as it is sent. */
export const filtered = (Name: string, ...Values: readonly string[]) => ({ Name, Values });

type Answer = (input: { readonly NextToken?: string }) => object;

/** Answers page by page, as the API does: what a page leaves is behind its token. */
export const pagesOf =
  (key: string, pages: readonly (readonly unknown[])[]): Answer =>
  ({ NextToken = '0' }) => {
    const next = Number(NextToken) + 1;
    return { [key]: pages[next - 1], NextToken: next < pages.length ? `${next}` : undefined, $metadata: {} };
  };

interface Listing<T> {
  readonly permission: string;
  /** What the gatherer says that it calls. */
  readonly actions: readonly string[];
  /** Under which the API lists its items. */
  readonly key: string;
  /** Three items at least, as the SDK gives them. */
  readonly items: readonly unknown[];
  readonly answerWith: (answer: Answer) => void;
  readonly denyWith: (error: Error) => void;
  readonly gather: () => Promise<Observation<T>>;
  /** What tells items apart, in the gatherer's order. */
  readonly idsIn: (value: T) => readonly unknown[];
  /** Of `items`. */
  readonly ids: readonly unknown[];
}

const MOST_PAGES = 50;

/** The tests that every gatherer of a paged list has. */
export function listingTests<T>(listing: Listing<T>): void {
  const { permission, actions, key, items, ids, answerWith, denyWith, gather, idsIn } = listing;
  const itemsAt = (count: number) => Array.from({ length: count }, (_, index) => [items[index % items.length]]);

  describe(`the list that ${permission} allows`, () => {
    test('takes this one action', () => {
      expect(actions).toEqual([permission]);
    });

    test('is plain JSON, whatever else the SDK gives', async () => {
      answerWith(pagesOf(key, [items]));
      expect(idsIn(plainValueOf(await gather()))).toEqual(ids);
    });

    test('is unseen where it is denied, by the name of the permission and without the text of the error', async () => {
      denyWith(EC2_DENIES);
      expect(await gather()).toEqual(denied(permission));
    });

    test.each([
      ['an empty list', [[]]],
      ['no list', [undefined]],
    ])('is empty where the API answers with %s', async (_, pages) => {
      answerWith(pagesOf(key, pages as [][]));
      expect(idsIn(plainValueOf(await gather()))).toEqual([]);
    });

    test('goes on over all pages, in their order, past an empty one', async () => {
      const [first, ...others] = items;
      answerWith(pagesOf(key, [[first], [], others]));
      expect(idsIn(plainValueOf(await gather()))).toEqual(ids);
    });

    test('is whole with as many pages as are read at most', async () => {
      answerWith(pagesOf(key, itemsAt(MOST_PAGES)));
      expect(idsIn(plainValueOf(await gather()))).toHaveLength(MOST_PAGES);
    });

    test('is unseen with one page more, and no half list', async () => {
      answerWith(pagesOf(key, itemsAt(MOST_PAGES + 1)));
      expect(await gather()).toEqual({ state: 'unseen', why: 'failed', detail: `${permission}: TooManyPages` });
    });

    test('is unseen where a later page is denied', async () => {
      const [first, ...others] = items;
      const answer = pagesOf(key, [[first], others]);
      answerWith((input) => {
        if (input.NextToken === undefined) return answer(input);
        throw EC2_DENIES;
      });
      expect(await gather()).toEqual(denied(permission));
    });
  });
}
