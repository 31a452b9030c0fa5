import { afterAll, beforeAll, expect, it } from 'vitest';
import { choose } from './steps.ts';
import { type Running, rowsOf, signedIn, startDesk } from './support.ts';

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

it('a card whose answer was lost on the way is recorded once, however often one presses', async () => {
  const page = await signedIn(desk, 'a partner');
  await page.goto(`${desk.url}/work/new`);
  const form = page.getByRole('form', { name: 'Record a card' });
  const [matter] = await rowsOf(page, desk, '/api/matters/list');
  await choose(page, 'Matter', new RegExp(`^${matter?.number} `));
  await form.getByLabel('Hours').fill('0.75');
  await form.getByLabel('Narrative').fill('Asked once, pressed three times');
  await page.route(
    '**/api/cards/record',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await form.getByLabel('Narrative').press('Enter');
  await form.getByText('it isn’t known whether this was done').waitFor();
  await form.getByLabel('Narrative').press('Enter');
  await form.getByLabel('Narrative').press('Enter');
  await expect.poll(() => form.getByLabel('Narrative').inputValue()).toBe('');
  const found = await rowsOf(page, desk, '/api/cards/list?words=pressed%20three%20times');
  expect(found).toHaveLength(1);
  await page.context().close();
}, 400_000);
