import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decimalText, sum } from '../../src/kernel/money.ts';
import { handOf } from './hand.ts';
import { choose } from './steps.ts';
import { PHONE, type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
let page: Page;
let hand: ReturnType<typeof handOf>;
beforeAll(async () => {
  desk = await startDesk();
  page = await signedIn(desk, 'the coordinator');
  hand = handOf(desk, page);
}, 400_000);
afterAll(() => desk?.stop());

/** What is left of the cap for this bill: less than its fees come to. */
const LEFT = 20_000n;

async function billedBefore(matterId: string): Promise<bigint> {
  const { rows } = await hand.read<{ rows: { net: { minor: string }; reversed: unknown }[] }>(
    `/api/invoices/list?matterId=${matterId}&limit=500`,
  );
  return sum(rows.filter((row) => row.reversed === null).map((row) => BigInt(row.net.minor)));
}

it('an engagement becomes a bill with its cap reached, and the invoice’s line leads back to the clause', async () => {
  const sheet = await hand.toBill(40_000n);
  await page.goto(`${desk.url}/engagements`);
  await page.getByRole('button', { name: 'Add an engagement' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('combobox', { name: 'Client' })
    .or(dialog.getByRole('textbox', { name: 'Client' }))
    .first()
    .fill(sheet.client.name);
  await page
    .getByRole('option', { name: new RegExp(sheet.client.name) })
    .first()
    .click();
  await dialog.getByLabel('Title').fill('Engagement letter of the journey');
  await dialog.getByLabel('Counts from').fill('2020-01-01');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('heading', { name: 'Engagement letter of the journey' }).waitFor();

  await page.getByRole('button', { name: 'Add a clause' }).click();
  await dialog.getByLabel('Number').fill('4.1');
  await dialog.getByLabel('Percent off').fill('10');
  await dialog.getByLabel('Words of the letter').fill('We give ten per cent off our fees.');
  await dialog.getByText('Executed as: 10 % off fees').waitFor();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Add a clause' }).click();
  await choose(page, 'Kind of clause', 'Cap');
  await dialog.getByLabel('Number').fill('5');
  const cap = (await billedBefore(sheet.matter.id)) + LEFT;
  await dialog.getByLabel('Amount before tax').fill(decimalText(cap, sheet.currency));
  await dialog.getByLabel('Currency').fill(sheet.currency);
  await choose(page, 'On', 'All amounts');
  await dialog.getByLabel('Words of the letter').fill('A matter stays within its estimate.');
  await dialog.getByText('hard cap of').waitFor();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.goto(`${desk.url}/proformas/${sheet.id}`);
  await page.getByText('Not as agreed', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Apply the terms' }).click();
  await page.getByText('Not as agreed', { exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Agreed cap (clause 5)' }).waitFor();
  const { fees, disbursements, charges } = (await hand.shown(sheet.id)).amounts;
  expect(BigInt(fees.minor) + BigInt(disbursements.minor) + BigInt(charges.minor)).toBe(LEFT);

  await hand.ready(sheet.id);
  await page.goto(`${desk.url}/proformas/${sheet.id}`);
  await page.getByRole('button', { name: 'Bill …' }).click();
  await page.getByText('will be made, all or none').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Bill', exact: true }).click();
  await page.getByRole('heading', { name: /^Invoice / }).waitFor();

  await page
    .getByRole('button', { name: /^Why this amount/ })
    .first()
    .click();
  const why = page.getByRole('dialog', { name: 'Why this amount?' });
  await why.getByText('10 % discount on fees (clause 4.1)').waitFor();
  await why.getByText('We give ten per cent off our fees.').waitFor();
  await why.getByRole('link', { name: 'Engagement letter of the journey, clause 5' }).click();
  await page.getByRole('heading', { name: 'Engagement letter of the journey' }).waitFor();
  await page.getByText('Used and left').waitFor();
  await page.context().close();
}, 400_000);

it('a subscription is agreed, its month is due on Today, charged in one click, and taken back', async () => {
  const maya = await signedIn(desk, 'the coordinator');
  const [matter] = (await rowsOf(maya, desk, '/api/matters/list?words=1002')) as unknown as {
    number: string;
    clientId: string;
    wip: { currency: string };
  }[];
  const made = await maya.request.post(`${desk.url}/api/engagements/add`, {
    data: { clientId: matter?.clientId, title: 'Advice by subscription', from: '2026-01-01' },
    headers: { origin: desk.url },
  });
  const { id } = (await made.json()) as { id: string };
  await maya.goto(`${desk.url}/engagements/${id}`);
  await maya.getByRole('button', { name: 'Add a clause' }).click();
  const dialog = maya.getByRole('dialog');
  await choose(maya, 'Kind of clause', 'Subscription');
  await dialog.getByLabel('Number').fill('6');
  await dialog.getByLabel('Counts from').fill('t');
  await dialog.getByLabel('Amount before tax').fill('750');
  await dialog.getByLabel('Currency').fill(matter?.wip.currency ?? '');
  await choose(maya, 'Charged on', new RegExp(`^${matter?.number}`));
  await dialog.getByLabel('On the invoice').fill('Portfolio advice');
  await dialog.getByLabel('Words of the letter').fill('Advice by telephone is included each month.');
  await dialog.getByText('a month, which includes the fees').waitFor();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  await maya.goto(desk.url);
  await maya.getByText('1 period of a subscription not charged yet').waitFor();
  await maya.getByRole('link', { name: 'Charge them' }).click();
  await maya.getByRole('button', { name: /^Charge .*750\.00/ }).click();
  await dialog.getByText('1 charge of').waitFor();
  await dialog.getByRole('button', { name: 'Charge', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await maya.goto(`${desk.url}/engagements/${id}`);
  const row = maya.getByRole('row').filter({ hasText: 'Portfolio advice, ' });
  await row.getByRole('link', { name: matter?.number ?? '', exact: true }).waitFor();
  // Ending it now would leave days charged without it, which the dialog says.
  await maya.getByRole('button', { name: 'End it' }).first().click();
  await dialog.getByText('Charged into the days after that').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row.getByRole('button', { name: 'Take back' }).click();
  await dialog.getByLabel('Reason').fill('Agreed from next month');
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await maya.getByText('Taken back: Agreed from next month').waitFor();
  await maya.getByText('1 period of a subscription is due').waitFor();
  await maya.context().close();
}, 400_000);

it('a tenth of a bill is held back, seen on the engagement, and released as a charge', async () => {
  const maya = await signedIn(desk, 'the coordinator');
  const own = handOf(desk, maya);
  const sheet = await own.toBill(40_000n);
  const { id } = (await own.post('/api/engagements/add', {
    clientId: sheet.client.id,
    title: 'Until grant',
    from: '2026-01-01',
    matterIds: [sheet.matter.id],
  })) as { id: string };
  await maya.goto(`${desk.url}/engagements/${id}`);
  await maya.getByRole('button', { name: 'Add a clause' }).click();
  const dialog = maya.getByRole('dialog');
  await choose(maya, 'Kind of clause', /^Holdback/);
  await dialog.getByLabel('Number').fill('7');
  await dialog.getByLabel('Percent held back').fill('10');
  await dialog.getByLabel('Words of the letter').fill('A tenth of our fees waits for the grant.');
  await dialog.getByText('held back of each bill until it is released').waitFor();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  await maya.goto(`${desk.url}/proformas/${sheet.id}`);
  await maya.getByRole('button', { name: 'Apply the terms' }).click();
  await maya.getByRole('link', { name: /held back \(clause 7\)/ }).waitFor();
  await own.ready(sheet.id);
  const { version } = await own.shown(sheet.id);
  const { today } = await own.read<{ today: string }>('/api/me/show');
  await own.post('/api/invoices/bill', { proformas: [{ id: sheet.id, version }], invoiceDate: today });

  await maya.goto(`${desk.url}/engagements/${id}`);
  await maya.getByRole('heading', { name: 'Held back' }).waitFor();
  await maya.getByRole('button', { name: 'Release', exact: true }).click();
  await dialog.getByLabel('On the invoice').fill('Fees held back until grant');
  await dialog.getByText('becomes a charge on').waitFor();
  await dialog.getByRole('button', { name: 'Release', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await maya.getByRole('row').filter({ hasText: 'Fees held back until grant' }).waitFor();
  await expect.poll(() => maya.getByRole('button', { name: 'Release', exact: true }).count()).toBe(0);
  await maya.context().close();
}, 400_000);

it('an estimate is written and sent; the client accepts it on the phone by its link, and it is a budget', async () => {
  const maya = await signedIn(desk, 'the coordinator');
  await maya.goto(`${desk.url}/budgets`);
  await maya.getByRole('button', { name: 'Write an estimate' }).click();
  const form = maya.getByRole('dialog');
  await form.getByLabel('Client').fill('1001');
  await maya.getByRole('option', { name: /^1001/ }).click();
  await form.getByLabel('Name').fill('Opposition');
  await form.getByLabel('What it is for').fill('Opposition up to the decision of the first instance.');
  await form.getByLabel('Amount').fill('12000');
  await form.getByLabel('Currency').fill('GBP');
  await form.getByLabel('Holds until').fill('2099-12-31');
  await form.getByLabel('Sent to').fill('counsel@client.example');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  const row = maya.getByRole('table', { name: 'Estimates' }).getByRole('row').filter({ hasText: 'Opposition' });
  await row.getByRole('button', { name: 'Send' }).click();
  await maya.getByRole('button', { name: 'Send it' }).click();
  await row.getByRole('button', { name: 'Address' }).click();
  const address = (await row.getByRole('link', { name: 'open' }).getAttribute('href')) ?? '';

  const phone = await maya.context().browser()?.newContext({ viewport: PHONE });
  const client = await phone?.newPage();
  if (!client) throw new Error('the browser is gone');
  await client.goto(`${desk.url}/link${new URL(address).hash}`);
  await client.getByRole('heading', { name: 'Estimate: Opposition' }).waitFor();
  await client.getByLabel('Your name').fill('J. Doe');
  await client.getByRole('button', { name: 'Accept' }).click();
  await client.getByText('J. Doe accepted this estimate').waitFor();
  await phone?.close();

  await maya.reload();
  await row.getByText('by J. Doe on').waitFor();
  await maya.getByText('Estimate accepted by J. Doe on').waitFor();
  await maya.context().close();
}, 400_000);
