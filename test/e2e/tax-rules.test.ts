import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { become, type Running, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

describe('whoever sets up the firm', () => {
  it('writes down a tax rule, tries it, amends it and takes that back', async () => {
    const page = await signedIn(desk, 'the coordinator');
    await become(page, desk, 'Ingrid Dahl');
    await page.goto(`${desk.url}/setup?tab=tax-rules`);
    await page.getByRole('button', { name: 'Add a tax rule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Charges at home');
    await dialog.getByLabel('Tax code').first().click();
    await page.getByRole('option', { name: 'UK: OOS' }).click();
    await dialog.getByLabel('Kind of line').first().click();
    await page.getByRole('option', { name: 'Charges', exact: true }).click();
    await dialog.getByLabel('Payers in').fill('gb');
    await dialog.getByLabel('Source').fill('Memo 12');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('row', { name: /Charges at home/ });
    await row.getByText('charges to all payers in GB').waitFor();

    await page.getByLabel('Or anybody in').fill('gb');
    const tried = page.getByRole('status');
    await tried.getByText('S20 20 %', { exact: false }).first().waitFor();
    await page.getByLabel('Line', { exact: true }).first().click();
    await page.getByRole('option', { name: 'Charges', exact: true }).click();
    await tried.getByText('narrower than “Payers at home”', { exact: false }).waitFor();

    await row.getByRole('button', { name: 'Amend' }).click();
    await dialog.getByLabel('Amended from').fill('+30');
    await dialog.getByLabel('Why it is amended').fill('New law');
    await dialog.getByRole('button', { name: 'Amend' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.getByText('to come: New law').waitFor();
    await row.getByRole('button', { name: 'Withdraw' }).click();
    await dialog.getByLabel('Reason').fill('Not passed');
    await dialog.getByRole('button', { name: 'Withdraw it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.getByText('1 other version').click();
    expect(await row.innerText()).toContain('withdrawn: Not passed');
    await page.context().close();
  }, 400_000);
});
