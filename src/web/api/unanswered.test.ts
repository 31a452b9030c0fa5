import { expect, it } from 'vitest';
import { Unanswered } from './unanswered.ts';

it('what is asked again after a lost answer has the same key, for five minutes and until it is answered', () => {
  let now = 0;
  const unanswered = new Unanswered(() => now);
  expect(unanswered.keyOf('record')).toBeUndefined();
  unanswered.keep('record', 'k1');
  expect([unanswered.keyOf('record'), unanswered.keyOf('another')]).toEqual(['k1', undefined]);
  now = 299_999;
  expect(unanswered.keyOf('record')).toBe('k1');
  now = 300_000;
  expect(unanswered.keyOf('record')).toBeUndefined();
  unanswered.keep('record', 'k2');
  unanswered.forget('record');
  expect(unanswered.keyOf('record')).toBeUndefined();
});
