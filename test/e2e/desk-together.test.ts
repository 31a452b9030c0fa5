import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { become, DESKTOP, PHONE, type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
let proformaId = '';
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

const firstNarrative = (page: Page) => page.locator('[data-testid="lines"] .desk-row [col-id="narrative"]').first();

async function open(page: Page, panel = ''): Promise<void> {
  await page.goto(`${desk.url}/proformas/${proformaId}${panel}`);
  await page.locator('[data-testid="lines"] .desk-row').first().waitFor();
}

it('two people at one proforma: who is editing is seen, taken over in one click, and a cell changed meanwhile is asked about', async () => {
  const maya = await signedIn(desk, 'the coordinator');
  const [proforma] = await rowsOf(maya, desk, '/api/proformas/list?state=generated');
  proformaId = proforma?.id ?? '';
  const eleanor = await signedIn(desk, 'a partner');
  await open(maya);
  await maya.waitForTimeout(500);
  await open(eleanor);
  const lease = eleanor.getByTestId('lease');
  await lease.getByText('Maya Okafor has been editing').waitFor();
  await lease.getByRole('button', { name: 'Take over' }).click();
  await lease.waitFor({ state: 'detached' });
  await maya.getByText('took over from you').waitFor();

  // Maya opens the cell; Eleanor changes it; Maya's words are kept and both are shown.
  await firstNarrative(maya).focus();
  await maya.keyboard.press('Enter');
  await maya.keyboard.press('Control+a');
  await maya.keyboard.type('What Maya wrote');
  await firstNarrative(eleanor).focus();
  await eleanor.keyboard.press('Enter');
  await eleanor.keyboard.press('Control+a');
  await eleanor.keyboard.type('What Eleanor wrote');
  await eleanor.keyboard.press('Enter');
  await expect.poll(() => firstNarrative(eleanor).textContent()).toContain('What Eleanor wrote');
  await maya.keyboard.press('Enter');
  const refusal = maya.locator('.desk-refusal');
  await refusal.getByText('What Maya wrote').waitFor();
  await refusal.getByText('What Eleanor wrote').waitFor();
  await refusal.getByRole('button', { name: 'Save what I typed' }).click();
  await expect.poll(() => maya.locator('.save').textContent()).toBe('Saved');
  await expect.poll(() => firstNarrative(maya).textContent()).toContain('What Maya wrote');
}, 400_000);

it('an edit is proposed, seen in the redline, accepted by keyboard, and a comment with a mention is on Today', async () => {
  const maya = await signedIn(desk, 'the coordinator');
  const eleanor = await signedIn(desk, 'a partner');
  await open(eleanor);
  await eleanor.getByRole('switch', { name: 'Propose' }).check();
  await firstNarrative(eleanor).focus();
  await eleanor.keyboard.press('Enter');
  await eleanor.keyboard.press('Control+a');
  await eleanor.keyboard.type('What Eleanor proposes');
  const made = eleanor.waitForResponse((response) => response.url().endsWith('/api/proposals/make'));
  await eleanor.keyboard.press('Enter');
  await made;
  await expect.poll(() => eleanor.locator('.save').textContent()).toBe('Saved');
  expect(await firstNarrative(eleanor).textContent()).toContain('What Maya wrote');

  await open(maya);
  await maya.locator('h1').click();
  await maya.keyboard.press('l');
  const proposal = maya.getByTestId('proposal');
  await proposal.getByText('Eleanor Hartwell').waitFor();
  await proposal.getByRole('button', { name: 'Accept' }).focus();
  await maya.keyboard.press('Enter');
  await expect.poll(() => firstNarrative(maya).textContent()).toContain('What Eleanor proposes');
  await maya.getByText('Eleanor Hartwell, accepted by Maya Okafor').first().waitFor();

  await maya.locator('h1').click();
  await maya.keyboard.press('c');
  await maya.getByLabel('Words').fill('@Eleanor Hartwell is this what you meant?');
  await maya.getByRole('button', { name: 'Comment', exact: true }).click();
  await maya.getByTestId('comment').first().waitFor();
  await eleanor.goto(`${desk.url}/`);
  await eleanor.getByText('Maya Okafor mentioned you').waitFor();
}, 400_000);

it('lines are divided and combined again by keyboard; the columns one chose are there after a reload', async () => {
  const page = await signedIn(desk, 'the coordinator', DESKTOP);
  const rows = await rowsOf(page, desk, '/api/proformas/list?state=generated');
  proformaId = rows[1]?.id ?? '';
  await open(page);
  const lines = page.locator('[data-testid="lines"] .desk-row');
  const before = await lines.count();
  const total = await page.getByTestId('total').textContent();
  await firstNarrative(page).focus();
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Evenly').click();
  await expect.poll(() => dialog.getByRole('button', { name: 'Do it' }).isEnabled()).toBe(true);
  await dialog.getByRole('button', { name: 'Do it' }).click();
  await expect.poll(() => lines.count()).toBe(before + 1);
  expect(await page.getByTestId('total').textContent()).toBe(total);
  await page.locator('h1').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => lines.count()).toBe(before);
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('checkbox', { name: 'WIP' }).uncheck();
  await expect.poll(() => page.locator('[data-testid="lines"] [col-id="wip"]').count()).toBe(0);
  await page.waitForTimeout(1_000);
  await open(page);
  expect(await page.locator('[data-testid="lines"] [col-id="wip"]').count()).toBe(0);
}, 400_000);

it('on a phone a reviewer who may not edit proposes', async () => {
  const page = await signedIn(desk, 'the coordinator', PHONE);
  const me = (await (await page.request.get(`${desk.url}/api/me/show`)).json()) as {
    people: readonly { name: string; roles?: readonly string[] }[];
  };
  const timekeeper = me.people.find((p) => p.name !== 'Maya Okafor' && p.roles?.join() === 'timekeeper');
  if (!timekeeper) throw new Error(`nobody is a timekeeper only: ${JSON.stringify(me.people)}`);
  await become(page, desk, timekeeper.name);
  await page.goto(`${desk.url}/proformas/${proformaId}`);
  await page.locator('.phone-line').first().click();
  await page.getByLabel('Narrative').fill('As the reviewer would say it');
  await page.getByRole('button', { name: 'Propose', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Proposed:').first().waitFor();
}, 400_000);

it('a receipt is attached to a card and shown; the LEDES file is previewed for an e-billed client', async () => {
  const page = await signedIn(desk, 'the coordinator');
  await become(page, desk, 'Maya Okafor');
  await open(page);
  await firstNarrative(page).focus();
  await page.keyboard.press('u');
  await page.getByText('Receipt', { exact: true }).click();
  const receipt = { name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('Paid to the office: 120.00') };
  await page.locator('.desk-panel input[type=file]').setInputFiles(receipt);
  await page.getByRole('button', { name: 'receipt.txt' }).click();
  await page.getByText('Paid to the office: 120.00').waitFor();
  const rows = await rowsOf(page, desk, '/api/proformas/list?open=true');
  for (const { id } of rows) {
    const shown = (await (await page.request.get(`${desk.url}/api/proformas/show?id=${id}`)).json()) as {
      client: { ebilled: boolean };
    };
    if (!shown.client.ebilled) continue;
    const file = await page.request.get(`${desk.url}/api/proformas/${id}/draft-ledes.txt`);
    expect(await file.text()).toMatch(/^LEDES1998B\[\]/);
    return;
  }
  throw new Error('no e-billed client has a proforma in the demo firm');
}, 400_000);
