import type { Page } from 'playwright-core';
import { type Running, rowsOf } from './support.ts';

/** Opens a list to choose from and takes one of it. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .first()
    .click();
  await page.getByRole('option', typeof option === 'string' ? { name: option, exact: true } : { name: option }).click();
}

interface Period {
  readonly entity: string;
  readonly from: string;
  readonly to: string;
  readonly state: string;
}

/** Soft-closes and closes the oldest month that is over, under Set-up; whoever is signed in may. Gives the month. */
export async function closeOldestMonth(page: Page, desk: Running): Promise<Period> {
  const { today } = (await (await page.request.get(`${desk.url}/api/me/show`)).json()) as { today: string };
  const periods = (await rowsOf(page, desk, '/api/periods/list')) as unknown as Period[];
  const [month] = periods
    .filter((p) => p.state === 'open' && p.to < today)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (!month) throw new Error('no month is over and open');
  await page.goto(`${desk.url}/setup?tab=periods`);
  const row = page.getByRole('row').filter({ hasText: month.from }).filter({ hasText: month.entity });
  for (const state of ['Soft-closed', 'Closed']) {
    await row.getByRole('button', { name: 'Change' }).click();
    await choose(page, 'State', state);
    await page.getByRole('textbox', { name: 'Reason' }).fill('Books of the month are done');
    await page.getByRole('dialog').getByRole('button', { name: 'Set', exact: true }).click();
    await row.getByText(state, { exact: true }).waitFor();
  }
  return month;
}
