import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { become, PHONE, type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

const PARTNER = 'Eleanor Hartwell';

async function stateOf(page: Page, id: string): Promise<string> {
  const sheet = (await (await page.request.get(`${desk.url}/api/proformas/show?id=${id}`)).json()) as { state: string };
  return sheet.state;
}

it('a partner on a phone returns one proforma, proposes two edits of another and approves a third; the coordinator accepts one, rejects one', async () => {
  const partner = await signedIn(desk, 'a partner', PHONE);
  await partner.getByText(/\d+ proformas to review/).waitFor();
  await partner.goto(`${desk.url}/reviews`);
  const [first, second, third] = await rowsOf(partner, desk, '/api/reviews/list?mine=true');
  expect(third).toBeDefined();
  await partner
    .getByRole('link', { name: first?.number ?? '', exact: true })
    .first()
    .click();
  await partner.getByText(`${PARTNER} has it since`).waitFor();
  await partner.getByRole('button', { name: 'Return …' }).click();
  const dialog = partner.getByRole('dialog');
  await dialog.getByLabel('Why').fill('The interview of the 12th is there twice');
  await dialog.getByRole('button', { name: 'Return', exact: true }).click();
  await expect.poll(() => stateOf(partner, first?.id ?? '')).toBe('pre-review');

  await partner.goto(`${desk.url}/reviews`);
  await expect
    .poll(async () => (await rowsOf(partner, desk, '/api/reviews/list?mine=true')).map((r) => r.id))
    .not.toContain(first?.id);
  await partner
    .getByRole('link', { name: second?.number ?? '', exact: true })
    .first()
    .click();
  await partner.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect.poll(() => stateOf(partner, second?.id ?? '')).toBe('approved');
  const proposed = ['Reviewing the office action at length', 'Writing to the client about it'];
  await partner.goto(`${desk.url}/proformas/${third?.id}`);
  await partner.getByRole('switch', { name: 'Propose' }).check();
  for (const [at, words] of proposed.entries()) {
    await partner.locator('.phone-line').nth(at).click();
    await partner.getByRole('dialog').getByLabel('Narrative').fill(words);
    await partner.getByRole('button', { name: 'Propose', exact: true }).click();
    await partner.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => partner.locator('.save').textContent()).toBe('Saved');
  }
  const open = await rowsOf(partner, desk, `/api/proposals/list?proformaId=${third?.id}`);
  expect(open.map((p) => (p as unknown as { state: string }).state)).toEqual(['open', 'open']);
  await partner.context().close();

  const coordinator = await signedIn(desk, 'the coordinator');
  await coordinator.goto(`${desk.url}/proformas/${first?.id}`);
  await coordinator.getByText('The interview of the 12th is there twice').first().waitFor();
  await coordinator.goto(`${desk.url}/proformas/${third?.id}?panel=redline`);
  const proposals = coordinator.getByTestId('proposal');
  await expect.poll(() => proposals.count()).toBe(2);
  // the redline interleaves old and new words
  const of = (word: string) => proposals.filter({ hasText: word });
  await of('length').getByRole('button', { name: 'Accept' }).click();
  await of('length').waitFor({ state: 'detached' });
  await of('Writing').getByRole('button', { name: 'Reject' }).click();
  await of('Writing').waitFor({ state: 'detached' });
  const lines = coordinator.getByTestId('lines');
  await lines
    .getByText(proposed[0] ?? '')
    .first()
    .waitFor();
  expect(await lines.getByText(proposed[1] ?? '').count()).toBe(0);
  await coordinator.goto(`${desk.url}/proformas?state=approved`);
  await coordinator.getByRole('link', { name: second?.number ?? '', exact: true }).waitFor();
  await coordinator.context().close();
}, 400_000);

it('an attorney answers an ageing list on a phone: one to bill, one held, one to purge, which the coordinator decides', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const proformas = (await rowsOf(page, desk, '/api/proformas/list?open=true')) as unknown as readonly {
    matterId: string;
    matter: string;
    bill: { currency: string };
    billingTimekeeper: string;
  }[];
  const hers = proformas.filter((p) => p.billingTimekeeper === 'EH').slice(0, 3);
  expect(hers.length).toBe(3);
  const workDate = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10);
  for (const { matterId, bill } of hers) {
    const recorded = await page.request.post(`${desk.url}/api/cards/record`, {
      headers: { origin: desk.url, 'idempotency-key': `old ${matterId}` },
      data: {
        kind: 'disbursement',
        costKind: 'hard',
        matterId,
        workDate,
        amount: { minor: '12300', currency: bill.currency },
        narrative: 'Old translation',
        expenseCode: 'E123',
      },
    });
    expect(recorded.status(), await recorded.text()).toBe(200);
  }
  await page.goto(`${desk.url}/work/ageing`);
  await page.getByRole('button', { name: 'Send the lists …' }).click();
  await page.getByLabel('Older than so many days').fill('150');
  await page.getByText(/asked about 3 matters/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await page.getByText('0 of 3').waitFor();

  const phone = await signedIn(desk, 'a partner', PHONE);
  await phone.goto(`${desk.url}/work/ageing`);
  const matters = phone.getByRole('list', { name: 'Matters with old work' }).getByRole('listitem');
  await matters.nth(0).getByRole('button', { name: 'Bill' }).click();
  await matters.nth(0).getByText('Bill in the next run').waitFor();
  await matters.nth(1).getByRole('button', { name: 'Hold …' }).click();
  await phone.getByLabel('Until').fill('+60');
  await phone.getByLabel('Until').press('Tab');
  await phone.getByLabel('Why').fill('Waits for the grant');
  await phone.getByRole('dialog').getByRole('button', { name: 'Hold', exact: true }).click();
  await matters.nth(1).getByText('Waits for the grant').waitFor();
  await matters.nth(2).getByRole('button', { name: 'Ask for a purge …' }).click();
  await phone.getByLabel('Why').fill('Never agreed');
  await phone.getByRole('dialog').getByRole('button', { name: 'Ask for the purge' }).click();
  await phone.getByText('All are answered').waitFor();
  await phone.context().close();

  await page.goto(`${desk.url}/work/ageing`);
  await page.getByRole('cell', { name: 'all', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Purge …' }).click();
  await page.getByRole('dialog').getByLabel('Note').fill('Agreed with the client');
  await page.getByText(/1 card leave WIP|1 card leaves WIP/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Purge', exact: true }).click();
  await page.getByRole('heading', { name: 'Purges to decide' }).waitFor({ state: 'detached' });
  await page.context().close();
}, 400_000);

it('somebody from outside opens a link without signing in, marks it complete, and the link is revoked', async () => {
  const page = await signedIn(desk, 'the coordinator');
  await become(page, desk, PARTNER);
  const [proforma] = await rowsOf(page, desk, '/api/reviews/list?mine=true');
  await page.goto(`${desk.url}/proformas/${proforma?.id}`);
  await page.getByRole('button', { name: 'Answers by link' }).click();
  await page.getByRole('tab', { name: 'Invite somebody from outside' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Lena Brandt');
  await page.getByLabel('E-mail', { exact: true }).fill('lena@agent.example');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('button', { name: 'Address' }).click();
  const href = (await page.getByRole('link', { name: 'open' }).getAttribute('href')) ?? '';
  const context = await desk.browser.newContext({ viewport: PHONE });
  const outside = await context.newPage();
  await outside.goto(href);
  await outside.getByRole('heading', { name: `Proforma ${proforma?.number}` }).waitFor();
  await outside.getByRole('button', { name: 'Mark complete' }).click();
  await outside.getByText('Thank you, that is on record.').waitFor();
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('The link is withdrawn.').waitFor();
  await outside.reload();
  await outside.getByText('This link was withdrawn').waitFor();
  await context.close();
  await page.context().close();
}, 400_000);
