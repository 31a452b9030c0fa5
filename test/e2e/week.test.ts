import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

it('takes hours typed into the week, asks for words, and replaces a card when the hours change', async () => {
  const page = await signedIn(desk, 'a partner');
  await page.goto(`${desk.url}/work/new`);
  await page.getByRole('button', { name: 'Copy last week’s rows' }).click();
  const place = await page.locator('.week-cell input:not([readonly])').first().getAttribute('data-cell');
  const cell = page.locator(`[data-cell="${place}"]`);
  await cell.fill('1:20');
  await cell.press('Tab');
  await cell.click();
  await page.getByText('“1:20” can’t be read as hours').waitFor();
  await expect.poll(() => cell.inputValue()).toBe('1:20');
  await cell.fill('1:30');
  await cell.press('Enter');
  await page.keyboard.type('Reviewed the citations');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /^Card \d+$/ }).waitFor();
  await expect.poll(() => cell.inputValue()).toBe('1.50');
  await cell.fill('2,25');
  await cell.press('Tab');
  await expect.poll(() => cell.inputValue()).toBe('2.25');
  await page.context().close();
}, 400_000);
