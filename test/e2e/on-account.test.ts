import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choose } from './steps.ts';
import { become, type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
let page: Page;
beforeAll(async () => {
  desk = await startDesk();
  page = await signedIn(desk, 'the coordinator');
}, 180_000);
afterAll(() => desk?.stop());

interface Shown {
  readonly id: string;
  readonly version: number;
  readonly currency: string;
  readonly matters: readonly unknown[];
  readonly payers: readonly unknown[];
  readonly matter: { readonly id: string };
  readonly amounts: { readonly fees: { readonly minor: string } };
}

async function post(path: string, data: object): Promise<unknown> {
  const response = await page.request.post(desk.url + path, { data, headers: { origin: desk.url } });
  const answer: unknown = await response.json();
  if (!response.ok()) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}

const read = async <T>(path: string): Promise<T> => (await (await page.request.get(desk.url + path)).json()) as T;
const shown = async (id: string): Promise<Shown> => await read(`/api/proformas/show?id=${id}`);

/** A proforma that still is the coordinator's, of one matter and one payer, that bills more than 50.00. */
async function toBill(): Promise<Shown> {
  const rows = (await rowsOf(page, desk, '/api/proformas/list')) as unknown as { id: string; state: string }[];
  for (const row of rows.filter(({ state }) => state === 'pre-review' || state === 'generated')) {
    const sheet = await shown(row.id);
    if (sheet.matters.length === 1 && sheet.payers.length === 1 && BigInt(sheet.amounts.fees.minor) > 10_000n)
      return sheet;
  }
  throw new Error('no proforma to bill');
}

/** Waives what the pre-review would stop, submits, approves. */
async function ready(id: string): Promise<void> {
  await become(page, desk, 'Ruth Sandoval');
  const { flags } = await read<{
    flags: { fingerprint: string; mayWaive: boolean; waiver: unknown; severity: string }[];
  }>(`/api/flags/list?proformaId=${id}`);
  for (const flag of flags.filter((f) => f.mayWaive && !f.waiver && ['block', 'fix'].includes(f.severity)))
    await post('/api/flags/waive', { proformaId: id, fingerprint: flag.fingerprint, reason: 'The journey means it' });
  await become(page, desk, 'Maya Okafor');
  await post('/api/proformas/move', { id, version: (await shown(id)).version, move: 'submit' });
  await become(page, desk, 'Ruth Sandoval');
  await post('/api/proformas/approve', { proformas: [{ id, version: (await shown(id)).version }] });
  await become(page, desk, 'Maya Okafor');
}

/** Kept where one is asked to look at them. */
async function picture(name: string): Promise<void> {
  const folder = process.env['ENGROSS_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

it('is billed before the work, paid, taken off a bill, and the balance says so', async () => {
  const sheet = await toBill();
  await page.goto(`${desk.url}/matters/${sheet.matter.id}`);
  await page.getByRole('button', { name: 'Bill on account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Amount before tax, /).fill('50.00');
  await dialog.getByLabel('On the invoice').fill('On account of the proceedings');
  await dialog.getByText('owes, with tax').waitFor();
  await picture('1-bill');
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
  await picture('2-desk');
  await ready(sheet.id);

  await page.goto(`${desk.url}/proformas/${sheet.id}`);
  await page.getByRole('button', { name: 'Bill …' }).click();
  await page.getByText('will be made, all or none').waitFor();
  await page.getByRole('dialog').getByText('less on account').waitFor();
  await picture('3-billing');
  await page.getByRole('dialog').getByRole('button', { name: 'Bill', exact: true }).click();
  await page.getByRole('heading', { name: /^Invoice / }).waitFor();
  await page.getByRole('heading', { name: 'Less billed on account' }).waitFor();
  await page.getByRole('link', { name: /\.pdf$/ }).waitFor({ timeout: 60_000 });
  await picture('4-invoice');

  await page.goto(`${desk.url}/invoices/${advance}`);
  await page.getByText('Taken up by').waitFor();
  await picture('5-on-account');
  await page.goto(`${desk.url}/on-account?all=true`);
  await page.getByText('taken up').first().waitFor();
  await picture('6-list');
  const { rows } = await read<{ rows: { id: string; left: { minor: string }; applied: { minor: string } }[] }>(
    '/api/on-account/list?all=true',
  );
  expect(rows.find((row) => row.id === advance)).toMatchObject({ left: { minor: '0' }, applied: { minor: '5000' } });
}, 240_000);

it('a retainer is agreed as a clause, stands on Today, and is billed as proposed', async () => {
  const [client] = await rowsOf(page, desk, '/api/clients/list');
  const [matter] = await rowsOf(page, desk, `/api/matters/list?clientId=${client?.id}`);
  const { currency } = await read<{ currency: string }>(`/api/matters/show?id=${matter?.id}`);
  const { id } = (await post('/api/engagements/add', {
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
  await picture('7-clause');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();

  await page.goto(desk.url);
  await page.getByText('1 retainer to bill on account').waitFor();
  await page.getByRole('link', { name: 'Propose the bill' }).click();
  await page.getByRole('button', { name: /^Bill 1,000\.00/ }).waitFor();
  await picture('8-retainers');
  await page.getByRole('button', { name: /^Bill 1,000\.00/ }).click();
  await page.getByRole('dialog').getByText('owes, with tax').first().waitFor();
  await picture('9-proposed');
  await page.getByRole('dialog').getByRole('button', { name: 'Bill on account' }).click();
  await page.getByRole('heading', { name: /^Invoice .* on account$/ }).waitFor();
  await page.getByRole('link', { name: 'clause 3' }).waitFor();
  await page.goto(`${desk.url}/on-account/retainers`);
  await page.getByRole('link', { name: '1,000.00' }).waitFor();
}, 120_000);
