import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handOf } from './hand.ts';
import { choose } from './steps.ts';
import { type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
let page: Page;
let hand: ReturnType<typeof handOf>;
beforeAll(async () => {
  desk = await startDesk();
  page = await signedIn(desk, 'the coordinator');
  hand = handOf(desk, page);
}, 400_000);
afterAll(() => desk?.stop());

it('is billed before the work, paid, taken off a bill, and the balance says so', async () => {
  const sheet = await hand.toBill(10_000n);
  await page.goto(`${desk.url}/matters/${sheet.matter.id}`);
  await page.getByRole('button', { name: 'Bill on account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Amount before tax, /).fill('50.00');
  await dialog.getByLabel('On the invoice').fill('On account of the proceedings');
  await dialog.getByText('owes, with tax').waitFor();
  await dialog.getByRole('button', { name: 'Bill on account' }).click();
  await page.getByRole('heading', { name: /^Invoice .* on account$/ }).waitFor();
  const advance = page.url().split('/').at(-1) ?? '';
  await page.getByRole('link', { name: /\.pdf$/ }).waitFor({ timeout: 60_000 });

  await page.getByRole('link', { name: 'Record a payment' }).click();
  await page.getByText('All of it is put on invoices.').waitFor();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('heading', { name: /^Receipt \d+$/ }).waitFor();

  await page.goto(`${desk.url}/proformas/${sheet.id}`);
  const beside = page.getByRole('region', { name: 'On account' });
  await beside.getByText('50.00 there').waitFor();
  await beside.getByRole('button', { name: 'Take it off this bill' }).click();
  await beside.getByText(/takes 50\.00/).waitFor();
  await hand.ready(sheet.id);

  await page.goto(`${desk.url}/proformas/${sheet.id}`);
  await page.getByRole('button', { name: 'Bill …' }).click();
  await page.getByText('will be made, all or none').waitFor();
  await page.getByRole('dialog').getByText('less on account').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Bill', exact: true }).click();
  await page.getByRole('heading', { name: /^Invoice / }).waitFor();
  await page.getByRole('heading', { name: 'Less billed on account' }).waitFor();
  await page.getByRole('link', { name: /\.pdf$/ }).waitFor({ timeout: 60_000 });

  await page.goto(`${desk.url}/invoices/${advance}`);
  await page.getByText('Taken up by').waitFor();
  await page.goto(`${desk.url}/on-account?all=true`);
  await page.getByText('taken up').first().waitFor();
  const { rows } = await hand.read<{ rows: { id: string; left: { minor: string }; applied: { minor: string } }[] }>(
    '/api/on-account/list?all=true',
  );
  expect(rows.find((row) => row.id === advance)).toMatchObject({ left: { minor: '0' }, applied: { minor: '5000' } });
}, 400_000);

it('a retainer is agreed as a clause, stands on Today, and is billed as proposed', async () => {
  const [client] = await rowsOf(page, desk, '/api/clients/list');
  const [matter] = await rowsOf(page, desk, `/api/matters/list?clientId=${client?.id}`);
  const { currency } = await hand.read<{ currency: string }>(`/api/matters/show?id=${matter?.id}`);
  const { id } = (await hand.post('/api/engagements/add', {
    clientId: client?.id,
    title: 'Letter of the retainer',
    from: '2026-01-01',
  })) as { id: string };
  await page.goto(`${desk.url}/engagements/${id}`);
  await page.getByRole('button', { name: 'Add a clause' }).first().click();
  const dialog = page.getByRole('dialog');
  await choose(page, 'Kind of clause', 'Retainer, billed on account');
  await dialog.getByLabel('Number').fill('3');
  await dialog.getByLabel('Amount before tax').fill('1,000');
  await dialog.getByLabel('Currency').fill(currency);
  await dialog.getByLabel('Fill it up again below').fill('400');
  await choose(page, 'Billed to the payers of', new RegExp(`^${matter?.number} `));
  await dialog.getByLabel('Words of the letter').fill('A retainer of 1,000, kept above 400');
  await dialog.getByText(/Executed as: retainer of 1,000\.00/).waitFor();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();

  await page.goto(desk.url);
  await page.getByText('1 retainer to bill on account').waitFor();
  await page.getByRole('link', { name: 'Propose the bill' }).click();
  await page.getByRole('button', { name: /^Bill 1,000\.00/ }).waitFor();
  await page.getByRole('button', { name: /^Bill 1,000\.00/ }).click();
  await page.getByRole('dialog').getByText('owes, with tax').first().waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Bill on account' }).click();
  await page.getByRole('heading', { name: /^Invoice .* on account$/ }).waitFor();
  await page.getByRole('link', { name: 'clause 3' }).waitFor();
  await page.goto(`${desk.url}/on-account/retainers`);
  await page.getByRole('link', { name: '1,000.00' }).waitFor();
}, 400_000);
