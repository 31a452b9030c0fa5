import { describe, expect, it } from 'vitest';
import { bucketOf } from './ageing.ts';

describe('the ageing bucket', () => {
  it.each([
    [0, 0],
    [30, 0],
    [31, 1],
    [60, 1],
    [61, 2],
    [90, 2],
    [91, 3],
    [120, 3],
    [121, 4],
    [180, 4],
    [181, 5],
    [365, 5],
    [366, 6],
  ])('of %i days is number %i', (days, bucket) => {
    expect(bucketOf(days)).toBe(bucket);
  });
});
