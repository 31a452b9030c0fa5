import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, PHONE, type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

describe.each([
  { name: 'on a desktop', viewport: DESKTOP },
  { name: 'at the width of a phone', viewport: PHONE },
])('from the sign-in link to a sent invoice, $name', ({ viewport }) => {
  it('bills an approved proforma and sends its invoice', async () => {
    const page = await signedIn(desk, 'the coordinator', viewport);
    const [proforma] = await rowsOf(page, desk, '/api/proformas/list?state=approved');
    expect(proforma).toBeDefined();
    await page.goto(`${desk.url}/proformas/${proforma?.id}`);
    await page.getByRole('button', { name: 'Bill …' }).click();
    await page.getByText('will be made, all or none').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Bill', exact: true }).click();
    await page.getByRole('heading', { name: /^Invoice / }).waitFor();
    await page.getByRole('link', { name: /\.pdf$/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('link', { name: 'the message as it left' }).click({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Attachments' }).waitFor();
    await page.context().close();
  }, 400_000);
});
