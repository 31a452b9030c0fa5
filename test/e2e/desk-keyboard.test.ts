import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 180_000);
afterAll(() => desk?.stop());

it('works the desk by keyboard only: exclude, undo, edit, no charge, submit', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const [proforma] = await rowsOf(page, desk, '/api/proformas/list?state=generated');
  await page.goto(`${desk.url}/proformas/${proforma?.id}`);
  await page.locator('[data-testid="lines"] .desk-row').first().waitFor();
  const total = page.getByTestId('total');
  const before = await total.textContent();
  await page.locator('[data-testid="lines"] .desk-row [col-id="narrative"]').first().focus();
  await page.keyboard.press('e');
  await expect.poll(() => total.textContent()).not.toBe(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => total.textContent()).toBe(before);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Reviewing the search report');
  await page.keyboard.press('Enter');
  await page.locator('.struck').first().waitFor();
  await page.keyboard.press('n');
  const doIt = page.getByRole('dialog').getByRole('button', { name: 'Do it' });
  await expect.poll(() => doIt.isEnabled()).toBe(true);
  await page.keyboard.press('Enter');
  await expect.poll(() => total.textContent()).not.toBe(before);
  await page.keyboard.press('Control+Enter');
  await page.getByText('With reviewer').first().waitFor();
  expect(await page.locator('.save').textContent()).toBe('Saved');
}, 120_000);
