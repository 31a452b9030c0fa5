import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose, closeOldestMonth } from './steps.ts';
import { become, DESKTOP, PHONE, type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

interface Owed {
  readonly id: string;
  readonly number: string;
  readonly open: { readonly minor: string; readonly currency: string };
}

async function openInvoices(page: Page): Promise<readonly Owed[]> {
  const rows = (await rowsOf(page, desk, '/api/receivables/list')) as unknown as readonly Owed[];
  return rows.filter((row) => BigInt(row.open.minor) > 10_000n);
}

async function openOn(page: Page, id: string): Promise<string> {
  const response = await page.request.get(`${desk.url}/api/receivables/show?id=${id}`);
  return ((await response.json()) as Owed).open.minor;
}

function decimal(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
}

describe.each([
  { name: 'on a desktop', viewport: DESKTOP, at: 0 },
  { name: 'at the width of a phone', viewport: PHONE, at: 1 },
])('a short payment, $name', ({ viewport, at }) => {
  it('is taken with its reason, and the receipt says where every cent went', async () => {
    const page = await signedIn(desk, 'the coordinator', viewport);
    const owed = (await openInvoices(page))[at];
    expect(owed).toBeDefined();
    await page.goto(`${desk.url}/invoices/${owed?.id}`);
    await page.getByRole('link', { name: 'Record a payment' }).click();
    await page.getByText('All of it is put on invoices.').waitFor();
    // The bank kept 15.00.
    const came = decimal(BigInt(owed?.open.minor ?? '0') - 1500n);
    await page.getByRole('textbox', { name: /^Amount, / }).fill(came);
    await page.getByRole('button', { name: 'Why is it short?' }).click();
    await page.getByRole('textbox', { name: `Note to the reason, ${owed?.number}` }).fill('kept by the sender’s bank');
    await expect.poll(() => page.getByTestId('left').textContent()).toBe('0.00');
    const record = page.getByRole('button', { name: 'Record', exact: true });
    await expect.poll(() => record.isEnabled()).toBe(true);
    await record.click();
    await page.getByRole('heading', { name: /^Receipt \d+$/ }).waitFor();
    await page.getByText('bank fee').first().waitFor();
    await page.getByText('Applied').first().waitFor();
    expect(await openOn(page, owed?.id ?? '')).toBe('0');
    await page.context().close();
  }, 400_000);
});

it('on a phone what a filter takes off the list is chosen no more, so that nothing unseen is sent', async () => {
  const page = await signedIn(desk, 'the coordinator', PHONE);
  const [one] = await openInvoices(page);
  await page.goto(`${desk.url}/invoices`);
  await page.getByRole('checkbox', { name: 'All', exact: true }).check();
  const chosen = page.getByRole('toolbar', { name: 'With the chosen invoices' }).locator('strong').first();
  const listed = (await rowsOf(page, desk, '/api/invoices/list')).length;
  // all of them, also those further down than are drawn at once
  await expect.poll(() => chosen.textContent()).toBe(`${listed} invoices chosen`);
  expect(listed).toBeGreaterThan(60);
  await page.getByLabel('Words', { exact: true }).fill(one?.number ?? '');
  await expect.poll(() => page.locator('.phone-list > li:not(.sums)').count()).toBe(1);
  await expect.poll(() => chosen.textContent()).toBe('1 invoice chosen');
  await page.context().close();
}, 400_000);

it('puts a mistake on a sent and paid invoice right in one action: the cash is on the new invoice', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const [proforma] = await rowsOf(page, desk, '/api/proformas/list?state=approved');
  await page.goto(`${desk.url}/proformas/${proforma?.id}`);
  await bill(page);
  const wrong = page.url().split('/').at(-1) ?? '';
  await page.getByRole('link', { name: /\.pdf$/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('link', { name: 'the message as it left' }).waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Record a payment' }).click();
  await page.getByText('All of it is put on invoices.').waitFor();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('heading', { name: /^Receipt \d+$/ }).waitFor();
  expect(await openOn(page, wrong)).toBe('0');

  await page.goto(`${desk.url}/invoices/${wrong}`);
  await page.getByRole('button', { name: 'Unbill …' }).click();
  await page.getByText('of cash becomes unapplied').waitFor();
  await page.getByText('1 cancellation document').waitFor();
  await page.getByRole('dialog').getByLabel('Reason').fill('Wrong narrative');
  await page.getByRole('dialog').getByRole('button', { name: 'Unbill', exact: true }).click();
  await page.getByRole('heading', { name: /^Proforma \d+/ }).waitFor();
  await correctFirstNarrative(page);
  await page.keyboard.press('Control+Enter');
  await page.getByText('With reviewer').first().waitFor();
  await become(page, desk, 'Ruth Sandoval');
  await page.goto(`${desk.url}/proformas/${proforma?.id}`);
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await bill(page);
  const right = page.url().split('/').at(-1) ?? '';
  expect(right).not.toBe(wrong);
  await page.getByText('which was reversed').waitFor();
  expect(await openOn(page, right)).toBe('0');
  await page.goto(`${desk.url}/invoices/${wrong}`);
  await page.getByText('Replaced by').waitFor();
  await page.getByText('Cancellation', { exact: false }).first().waitFor();
  await page.context().close();
}, 400_000);

async function bill(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Bill …' }).click();
  await page.getByText('will be made, all or none').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Bill', exact: true }).click();
  await page.getByRole('heading', { name: /^Invoice / }).waitFor();
}

async function correctFirstNarrative(page: Page): Promise<void> {
  await page.locator('[data-testid="lines"] .desk-row [col-id="narrative"]').first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Reviewing the search report');
  await page.keyboard.press('Enter');
  await page.locator('.desk-row').getByText('Reviewing the search report').first().waitFor();
  await expect.poll(() => page.locator('.save').textContent()).toBe('Saved');
}

it('brings open invoices of the earlier books in, tied to their control total, and takes them back', async () => {
  const page = await signedIn(desk, 'finance');
  const [payer] = (await rowsOf(page, desk, '/api/payers/list')) as unknown as { name: string; client: string }[];
  await page.goto(`${desk.url}/setup?tab=openings`);
  await page.getByRole('textbox', { name: 'Cut-over day' }).fill('-3');
  const total = page.getByRole('textbox', { name: 'Control total 1', exact: true });
  await total.fill('1,000.00');
  const row = `OLD-1,"${payer?.name}","${payer?.client}",2026-01-15,2026-02-14,GBP,1000.00,200.00`;
  await page.locator('input[type=file]').setInputFiles({
    name: 'open invoices.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`number,payer,client,invoice date,due date,currency,fees,tax\n${row}\n`),
  });
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByText('200.00 GBP apart').waitFor();
  await total.fill('1,200.00');
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByText('The file ties').waitFor();
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByRole('cell', { name: 'open invoices.csv' }).waitFor();
  await page.goto(`${desk.url}/receivables?words=OLD-1`);
  await page.getByRole('link', { name: 'OLD-1' }).click();
  await page.getByRole('heading', { name: 'Owed on OLD-1' }).waitFor();
  await page.goto(`${desk.url}/setup?tab=openings`);
  await page.getByRole('button', { name: 'Take back …' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('A newer file');
  await page.getByRole('dialog').getByRole('button', { name: 'Take back', exact: true }).click();
  await page.getByText('Taken back', { exact: true }).waitFor();
  await page.context().close();
}, 400_000);

it('closes a month; a receipt back-dated into it is refused with its way out, and taken on a later day', async () => {
  const page = await signedIn(desk, 'finance');
  const month = await closeOldestMonth(page, desk);
  await page.goto(`${desk.url}/receipts/new`);
  await choose(page, 'Bank account', new RegExp(`^${month.entity} GBP`));
  await page.getByRole('textbox', { name: /^Amount, / }).fill('250.00');
  const day = page.getByRole('textbox', { name: 'Received on' });
  await day.fill(month.to);
  await day.press('Tab');
  const refusal = page.getByRole('alert');
  await refusal.waitFor();
  expect(await refusal.textContent()).toMatch(/closed/);
  expect(await page.getByRole('button', { name: 'Record', exact: true }).isDisabled()).toBe(true);
  await day.fill('t');
  await day.press('Tab');
  await page.getByText('Nothing is put on an invoice').waitFor();
  const record = page.getByRole('button', { name: 'Record', exact: true });
  await expect.poll(() => record.isEnabled()).toBe(true);
  await record.click();
  await page.getByRole('heading', { name: /^Receipt \d+$/ }).waitFor();
  await page.context().close();
}, 400_000);
