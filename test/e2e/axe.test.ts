import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsIn, GROUPS } from './axe.ts';
import { type Running, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
  // The link is good for one sign-in, which both sizes then share.
  await (await signedIn(desk, 'the coordinator')).context().close();
}, 400_000);
afterAll(() => desk?.stop());

describe('has no serious fault of access at a desk in the light or on a phone in the dark', () => {
  // Every place in one of the sizes, by turns; in both of them in the long run.
  it.each(GROUPS)(
    '$of',
    async ({ places }) => expect(await faultsIn(desk, places, (place, size) => place % 2 === size)).toEqual([]),
    400_000,
  );
});
