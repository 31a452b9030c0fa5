import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsIn, GROUPS } from '../e2e/axe.ts';
import { type Running, signedIn, startDesk } from '../e2e/support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
  // The link is good for one sign-in, which both sizes then share.
  await (await signedIn(desk, 'the coordinator')).context().close();
}, 400_000);
afterAll(() => desk?.stop());

describe('has no serious fault of access in either size', () => {
  it.each(GROUPS)('$of', async ({ places }) => expect(await faultsIn(desk, places, () => true)).toEqual([]), 400_000);
});
