import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
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
  const editor = page.locator('.narrative-editor textarea');
  await editor.waitFor();
  await page.keyboard.press('Control+a');
  // a misspelt word is mended, and an earlier narrative taken, without leaving the field
  await page.keyboard.type('Drafting the reprot');
  await page.getByText('is in no dictionary').first().waitFor();
  await page.keyboard.press('Alt+0');
  await expect.poll(() => editor.inputValue()).toBe('Drafting the report');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.locator('.narrative-help-row').first().waitFor();
  await page.keyboard.press('Alt+1');
  await expect.poll(() => editor.inputValue()).not.toBe('');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => editor.inputValue()).toContain('\n');
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
}, 400_000);

it('what is pasted before the editor of a narrative is drawn is in it, as what is typed', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const [, proforma] = await rowsOf(page, desk, '/api/proformas/list?state=generated');
  await page.goto(`${desk.url}/proformas/${proforma?.id}`);
  const cell = page.locator('[data-testid="lines"] .desk-row [col-id="narrative"]').first();
  await cell.focus();
  await cell.evaluate(async (at) => {
    const press = (key: string, more = {}) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
      );
    press('Enter');
    while (document.querySelector('.ag-cell-popup-editing') === null) await Promise.resolve();
    press('a', { ctrlKey: true });
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Pasted before the editor was there');
    at.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    press('Enter');
  });
  await cell.getByText('Pasted before the editor was there').waitFor();
  await page.locator('.save[data-state="saved"]').waitFor();
}, 400_000);

it('undoes step by step after a reload what was done before it, and does it again', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const [, proforma] = await rowsOf(page, desk, '/api/proformas/list?state=generated');
  const open = async (): Promise<void> => {
    await page.goto(`${desk.url}/proformas/${proforma?.id}`);
    await page.locator('[data-testid="lines"] .desk-row').first().waitFor();
  };
  const total = page.getByTestId('total');
  const cell = (nth: number) => page.locator('[data-testid="lines"] .desk-row [col-id="narrative"]').nth(nth);
  await open();
  const totals = [await total.textContent()];
  for (const nth of [0, 1]) {
    await cell(nth).focus();
    await page.keyboard.press('e');
    await expect.poll(() => total.textContent()).not.toBe(totals.at(-1));
    totals.push(await total.textContent());
  }
  await expect.poll(() => page.locator('.save').textContent()).toBe('Saved');
  await open();
  expect(await total.textContent()).toBe(totals[2]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => total.textContent()).toBe(totals[1]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => total.textContent()).toBe(totals[0]);
  await open();
  for (const then of [totals[1], totals[2]]) {
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(() => total.textContent()).toBe(then);
  }
  await page.context().close();
}, 400_000);
