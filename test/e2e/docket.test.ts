import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { become, type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

/** What another journey walks through by hand is done by the API here. */
async function post<T>(page: Page, path: string, data: object): Promise<T> {
  const response = await page.request.post(desk.url + path, { data, headers: { origin: desk.url } });
  const answer: unknown = await response.json();
  if (!response.ok()) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer as T;
}

/** A case of a client with a price list, opened today: nothing of it is on a proforma. */
async function freshMatter(page: Page, today: string): Promise<{ id: string; number: string }> {
  const [rule] = (await rowsOf(page, desk, '/api/docket-rules/list')) as unknown as { clientId: string }[];
  const [like] = await rowsOf(page, desk, `/api/matters/list?clientId=${rule?.clientId}&limit=1`);
  const response = await page.request.get(`${desk.url}/api/matters/show?id=${like?.id}`);
  const shown = (await response.json()) as Record<string, unknown> & {
    payers: { payerId: string; sharePpm: number }[];
  };
  const kept = Object.keys(shown).filter(
    (key) =>
      ![
        'id',
        'version',
        'client',
        'family',
        'entity',
        'office',
        'billingTimekeeper',
        'responsibleTimekeeper',
        'payers',
        'wip',
        'receivable',
        'proforma',
        'missing',
      ].includes(key),
  );
  const number = '9000-001';
  const fields = Object.fromEntries(kept.map((key) => [key, shown[key]]));
  const { id } = await post<{ id: string }>(page, '/api/matters/save', { ...fields, number, openedOn: today });
  await post(page, '/api/matters/set-payers', {
    matterId: id,
    from: today,
    payers: shown.payers.map(({ payerId, sharePpm }) => ({ payerId, sharePpm })),
  });
  return { id, number };
}

it('a list of the docket becomes a fixed fee, and the fee an invoice', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const { today } = (await (await page.request.get(`${desk.url}/api/me/show`)).json()) as { today: string };
  const priced = await freshMatter(page, today);

  await page.goto(`${desk.url}/docket`);
  await page.getByRole('button', { name: 'Take a list' }).click();
  const list = `Task ID,Matter Number,Code,Task,Event Date,Due Date,Completed Date\nX-1,${priced.number},REG,Registration certificate received,${today},,${today}\nX-2,0000-000,REG,Registration certificate received,${today},,${today}\n`;
  await page.getByRole('dialog').getByLabel('From which system').fill('journey');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'journey.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.getByText('1 event added').waitFor();
  await page.getByText('is on no matter the firm knows').waitFor();
  await page.getByRole('button', { name: 'Take 2 rows' }).click();
  await page.getByText('1 proposed, 0 done').waitFor();

  const row = page.getByRole('row').filter({ hasText: priced.number }).first();
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Do 1 proposal' }).click();
  await page.getByText('1 proposal would be done').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Do', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Done' }).click();
  await page
    .getByRole('link', { name: /Registration certificate/ })
    .first()
    .click();
  await page.getByRole('link', { name: /^card \d+/ }).click();
  await page.getByText('Made from the docket').waitFor();

  const run = await post<{ outcomes: { proformaId: string | null; matterId: string }[] }>(page, '/api/runs/start', {
    throughDay: today,
    matterId: priced.id,
  });
  const proforma = run.outcomes.find((o) => o.proformaId !== null)?.proformaId ?? '';
  const version = async (): Promise<number> =>
    ((await (await page.request.get(`${desk.url}/api/proformas/show?id=${proforma}`)).json()) as { version: number })
      .version;
  await post(page, '/api/proformas/move', { id: proforma, version: await version(), move: 'submit' });
  await become(page, desk, 'Ruth Sandoval');
  await post(page, '/api/proformas/approve', { proformas: [{ id: proforma, version: await version() }] });
  await become(page, desk, 'Maya Okafor');
  await page.goto(`${desk.url}/proformas/${proforma}`);
  await page.getByText('Reporting the registration').first().waitFor();
  await page.getByRole('button', { name: 'Bill …' }).click();
  await page.getByText('will be made, all or none').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Bill', exact: true }).click();
  await page.getByRole('heading', { name: /^Invoice / }).waitFor();
  await page.getByText('Reporting the registration').first().waitFor();
  await page.context().close();
}, 400_000);

it('what was forgotten is found with its money, made, and is gone', async () => {
  const page = await signedIn(desk, 'the coordinator');
  await become(page, desk, 'Maya Okafor');
  await page.goto(`${desk.url}/completeness`);
  const found = page.getByText(/\d+ fees?, about .* not billed/);
  const before = Number(/^(\d+)/.exec((await found.textContent()) ?? '')?.[1]);
  expect(before).toBeGreaterThan(1);
  const row = page.getByRole('row').filter({ hasText: 'Fee not billed' }).first();
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Make 1 missing fee' }).click();
  await page.getByText('1 fee would be made').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Make', exact: true }).click();
  await page.getByText(new RegExp(`^${before - 1} fees?, about`)).waitFor();
  await page.context().close();
}, 400_000);
