import { afterAll, beforeAll, expect, it } from 'vitest';
import { longProforma, openedIn } from './long-proforma.ts';
import { type Running, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

it('a proforma of three thousand lines is opened, edited, scrolled, edited at its end and undone', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const id = await longProforma(page, desk, 3_000);
  await openedIn(page, desk, id);
  const first = page.locator('[data-testid="lines"] .desk-row [col-id="narrative"]').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await page.locator('.ag-popup-editor textarea').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('First of three thousand');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByText('First of three thousand').count()).toBeGreaterThan(0);
  await expect.poll(() => page.locator('.save').textContent()).toBe('Saved');
  const total = page.getByTestId('total');
  const before = await total.textContent();
  await first.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('e');
  await expect.poll(() => total.textContent()).not.toBe(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => total.textContent()).toBe(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.locator('.save').textContent()).toBe('Saved');
  await page.keyboard.press('Control+Home');
  await expect.poll(() => page.getByText('First of three thousand').count()).toBe(0);
}, 400_000);
