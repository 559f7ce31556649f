import { expect, test } from '@jest/globals';
import { derive, derivedFrom } from '../../lib/diagnose/derive.ts';
import { lazy } from '../../lib/facts/lazy.ts';
import { observationsOf } from '../../lib/facts/observations-of.ts';
import { configured } from '../support/configuration.ts';
import { factsOf } from '../support/world.ts';

test('what is lazy is made when it is asked for, and once', () => {
  const made: string[] = [];
  const make = (name: string) => () => made.push(name);
  const both = lazy({ one: make('one'), other: make('other') });
  expect(made).toEqual([]);
  expect([both.one, both.one]).toEqual([1, 1]);
  expect(made).toEqual(['one']);
  expect(Object.keys(both)).toEqual(['one', 'other']);
});

test('what follows from some facts is the same thing whoever asks', () => {
  const facts = factsOf(configured());
  expect(observationsOf(facts)).toBe(observationsOf(facts));
  const [first] = derivedFrom(facts);
  const [own] = observationsOf(facts);
  expect(own && derive(own)).toBe(first);
  expect(first?.predictedPaths).toBe(first?.predictedPaths);
});
