import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

interface Row {
  readonly id: string;
  readonly number: string;
  readonly matter: string;
  readonly matters: readonly { readonly number: string }[];
}

it('shows a family on one proforma: sub-totals, one matter alone, one taken off and put together again', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const rows = (await rowsOf(page, desk, '/api/proformas/list?words=1002&open=true')) as unknown as Row[];
  const family = rows.find((row) => row.matters.length === 3);
  expect(family?.matter).toBe('1002-001 +2');
  await page.goto(`${desk.url}/proformas/${family?.id}`);
  const lines = page.locator('[data-testid="lines"]');
  await lines.locator('.desk-row').first().waitFor();
  const matters = page.getByTestId('matter');
  expect(await matters.count()).toBe(3);
  expect(await lines.locator('.desk-matter').count()).toBeGreaterThan(1);
  const whole = await page.getByTestId('total').textContent();
  await matters.nth(1).getByRole('button', { name: 'Show only' }).click();
  await expect.poll(() => lines.locator('.desk-matter').first().textContent()).toContain('1002-002');
  expect(await page.getByTestId('total').textContent()).toBe(whole);
  await matters.nth(1).getByRole('button', { name: 'Show all' }).click();

  await matters.nth(2).getByRole('button', { name: 'Take off' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Matter 1002-003 taken off').waitFor();
  await dialog.getByRole('button', { name: 'Take it off' }).click();
  await expect.poll(() => matters.count()).toBe(2);
  await expect.poll(() => page.getByTestId('total').textContent()).not.toBe(whole);

  await dialog.waitFor({ state: 'detached' });
  // back by keyboard, to the same total
  await page.locator('[data-testid="lines"] .desk-row [col-id="narrative"]').first().focus();
  await page.keyboard.press('j');
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().fill('1002-003');
  await page.getByRole('option', { name: /1002-003/ }).click();
  await dialog.getByText('1 matter of proforma').waitFor();
  await dialog.getByRole('button', { name: 'Put together' }).click();
  await expect.poll(() => matters.count()).toBe(3);
  await expect.poll(() => page.getByTestId('total').textContent()).toBe(whole);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => matters.count()).toBe(2);
});
