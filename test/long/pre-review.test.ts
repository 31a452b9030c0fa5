import { afterAll, beforeAll, it } from 'vitest';
import { preReview } from '../e2e/pre-review.ts';
import { type Running, startDesk } from '../e2e/support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

it('pre-reviews twenty proformas by keyboard alone', async () => {
  await preReview(desk, 20);
}, 400_000);
