import { afterAll, beforeAll, expect, it } from 'vitest';
import { asked, current, preReview, type Queued } from './pre-review.ts';
import { type Running, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

it('pre-reviews proformas by keyboard alone: apply, waive, mend at the desk, submit', async () => {
  // Twenty are done in the long run.
  await preReview(desk, 6);
}, 400_000);

it('goes along the queue at the desk in its order, keeps the panel, and comes back to where it is', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const { rows } = await asked<{ rows: readonly Queued[] }>(page, 'flags/queue?severity=warn');
  const [first, second, third] = rows.map((row) => row.proformaId);
  expect(third).toBeDefined();
  await page.goto(`${desk.url}/pre-review?severity=warn`);
  await expect.poll(() => current(page)).toBe(first);
  await page.keyboard.press('Enter');
  const place = (n: number): Promise<void> => page.getByText(`Pre-review, ${n} of ${rows.length}`).waitFor();
  await place(1);
  await page.keyboard.press(']');
  await place(2);
  expect(page.url()).toContain(`/proformas/${second}?panel=flags`);
  await page.reload();
  await place(2);
  await page.locator('[data-testid="lines"] .desk-row').first().waitFor();
  await page.keyboard.press(']');
  await place(3);
  await page.keyboard.press('[');
  await place(2);
  await page.keyboard.press('q');
  await expect.poll(() => current(page)).toBe(second);
  expect(page.url()).toContain('/pre-review?severity=warn');
  await page.keyboard.press(']');
  await expect.poll(() => current(page)).toBe(third);
  await page.context().close();
}, 400_000);
