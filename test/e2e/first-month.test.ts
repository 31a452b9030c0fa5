import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choose, closeOldestMonth } from './steps.ts';
import { become, PHONE, type Running, rowsOf, signedIn, startDesk } from './support.ts';

const GUIDE = join(import.meta.dirname, '../../docs/guide/your-first-month.md');
const NARRATIVE = 'Reviewing the search report for the first month';

let desk: Running;
let page: Page;
/** what one step leaves to the next */
const found = { proformaId: '', cardMatter: '', invoiceId: '', returnedId: '', approvedId: '' };

beforeAll(async () => {
  desk = await startDesk();
  page = await signedIn(desk, 'the coordinator');
}, 400_000);
afterAll(() => desk?.stop());

const firstNarrative = () => page.locator('[data-testid="lines"] .desk-row [col-id="narrative"]').first();

async function openDesk(id: string, panel = ''): Promise<void> {
  await page.goto(`${desk.url}/proformas/${id}${panel}`);
  await page.locator('[data-testid="lines"] .desk-row').first().waitFor();
}

async function stateOf(id: string): Promise<string> {
  const sheet = (await (await page.request.get(`${desk.url}/api/proformas/show?id=${id}`)).json()) as { state: string };
  return sheet.state;
}

async function billIt(): Promise<string> {
  await page.getByRole('button', { name: 'Bill …' }).click();
  await page.getByText('will be made, all or none').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Bill', exact: true }).click();
  await page.getByRole('heading', { name: /^Invoice / }).waitFor();
  return page.url().split('/').at(-1) ?? '';
}

/** Who does each step of the guide, by its heading. */
const STEPS: Readonly<Record<string, () => Promise<void>>> = {
  'Bring in the work': async () => {
    const proformas = await rowsOf(page, desk, '/api/proformas/list?state=generated');
    for (const { id } of proformas) {
      const flags = (await (await page.request.get(`${desk.url}/api/flags/list?proformaId=${id}`)).json()) as {
        flags: readonly { severity: string }[];
      };
      if (flags.flags.some(({ severity }) => severity === 'block' || severity === 'fix')) continue;
      found.proformaId = id;
      break;
    }
    const sheet = (await (await page.request.get(`${desk.url}/api/proformas/show?id=${found.proformaId}`)).json()) as {
      matter: { id: string; number: string };
      throughDay: string;
      lines: readonly { timekeeperName: string; kind: string }[];
    };
    found.cardMatter = sheet.matter.id;
    const who = sheet.lines.find(({ kind }) => kind === 'time')?.timekeeperName ?? '';
    await page.goto(`${desk.url}/work/import`);
    await page
      .getByRole('textbox', { name: 'or rows pasted from a spreadsheet' })
      .fill(
        `Date,Matter,Timekeeper,Hours,Narrative\n${sheet.throughDay},${sheet.matter.number},${who},0.50,${NARRATIVE}`,
      );
    await page.getByRole('button', { name: 'Read them' }).click();
    await page.getByRole('button', { name: 'Take 1 row' }).click();
    await page.getByText('Taken', { exact: true }).first().waitFor();
  },
  'Generate the proformas': async () => {
    await page.goto(`${desk.url}/runs`);
    await choose(page, 'Where a proforma is open', 'gather new cards into it');
    await page.getByRole('button', { name: 'Rehearse' }).click();
    const go = page.getByRole('button', { name: /^(Generate|Fill) \d+ proforma|, fill \d+/ });
    await go.click();
    await page.getByRole('heading', { name: /^Run through / }).waitFor();
    await page.getByText('Filled', { exact: true }).first().waitFor();
    await openDesk(found.proformaId);
    await page.getByText(NARRATIVE).first().waitFor();
  },
  'See what is flagged': async () => {
    // the worker looks at what the run made
    const flagged = async (): Promise<string> => {
      const queue = (await (await page.request.get(`${desk.url}/api/flags/queue`)).json()) as {
        rows: readonly { proformaId: string; warn: number; block: number }[];
      };
      return queue.rows.find(({ warn, block }) => warn > 0 && block === 0)?.proformaId ?? '';
    };
    await expect.poll(flagged).not.toBe('');
    await page.goto(`${desk.url}/pre-review`);
    await page.getByRole('heading', { name: 'Pre-review' }).waitFor();
    await openDesk(await flagged());
    await page.locator('h1').click();
    await page.keyboard.press('f');
    const standing = page.getByTestId('flag').filter({ has: page.getByRole('button', { name: 'Waive' }) });
    await standing.first().waitFor();
    await standing.first().getByRole('button', { name: 'Waive' }).click();
    await page.getByLabel('Why it may stand').fill('Agreed with the client for this month');
    await page.keyboard.press('Enter');
    await page.getByText('Agreed with the client for this month').first().waitFor();
  },
  'Work on the lines': async () => {
    await openDesk(found.proformaId);
    const total = page.getByTestId('total');
    const before = await total.textContent();
    await firstNarrative().focus();
    await page.keyboard.press('e');
    await expect.poll(() => total.textContent()).not.toBe(before);
    await page.keyboard.press('Control+z');
    await expect.poll(() => total.textContent()).toBe(before);
    await page.keyboard.press('Enter');
    await page.locator('.narrative-editor textarea').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.locator('.narrative-help-row').first().waitFor();
    await page.keyboard.type(NARRATIVE);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.save').textContent()).toBe('Saved');
  },
  'Submit to the reviewer': async () => {
    await page.locator('h1').click();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => stateOf(found.proformaId)).toBe('with-reviewer');
  },
  'The partner answers on a phone': async () => {
    const partner = await signedIn(desk, 'a partner', PHONE);
    const [first, second] = await rowsOf(partner, desk, '/api/reviews/list?mine=true');
    await partner.goto(`${desk.url}/proformas/${first?.id}`);
    await partner.getByRole('button', { name: 'Return …' }).click();
    await partner.getByRole('dialog').getByLabel('Why').fill('One line is there twice');
    await partner.getByRole('dialog').getByRole('button', { name: 'Return', exact: true }).click();
    await expect.poll(() => stateOf(first?.id ?? '')).toBe('pre-review');
    await partner.goto(`${desk.url}/proformas/${second?.id}`);
    await partner.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect.poll(() => stateOf(second?.id ?? '')).toBe('approved');
    found.approvedId = second?.id ?? '';
    await partner.context().close();
  },
  'Bill and send': async () => {
    await page.goto(`${desk.url}/proformas/${found.approvedId}`);
    found.invoiceId = await billIt();
    await page.getByRole('link', { name: /\.pdf$/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('link', { name: 'the message as it left' }).waitFor({ timeout: 60_000 });
  },
  'Take the money in': async () => {
    await page.getByRole('link', { name: 'Record a payment' }).click();
    await page.getByText('All of it is put on invoices.').waitFor();
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('heading', { name: /^Receipt \d+$/ }).waitFor();
  },
  'Put a mistake right': async () => {
    await page.goto(`${desk.url}/invoices/${found.invoiceId}`);
    await page.getByRole('button', { name: 'Unbill …' }).click();
    await page.getByText('of cash becomes unapplied').waitFor();
    await page.getByRole('dialog').getByLabel('Reason').fill('Wrong narrative');
    await page.getByRole('dialog').getByRole('button', { name: 'Unbill', exact: true }).click();
    await page.getByRole('heading', { name: /^Proforma \d+/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => stateOf(found.approvedId)).toBe('with-reviewer');
    await become(page, desk, 'Ruth Sandoval');
    await page.goto(`${desk.url}/proformas/${found.approvedId}`);
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    const again = await billIt();
    expect(again).not.toBe(found.invoiceId);
    await page.getByText('which was reversed').waitFor();
  },
  'Ask about old work': async () => {
    await become(page, desk, 'Maya Okafor');
    const [hers] = (
      (await rowsOf(page, desk, '/api/proformas/list?open=true')) as unknown as readonly {
        matterId: string;
        bill: { currency: string };
        billingTimekeeper: string;
      }[]
    ).filter((row) => row.billingTimekeeper === 'EH');
    const recorded = await page.request.post(`${desk.url}/api/cards/record`, {
      headers: { origin: desk.url },
      data: {
        kind: 'disbursement',
        costKind: 'hard',
        matterId: hers?.matterId,
        workDate: new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10),
        amount: { minor: '12300', currency: hers?.bill.currency },
        narrative: 'Old translation',
        expenseCode: 'E123',
      },
    });
    expect(recorded.status(), await recorded.text()).toBe(200);
    await page.goto(`${desk.url}/work/ageing`);
    await page.getByRole('button', { name: 'Send the lists …' }).click();
    await page.getByLabel('Older than so many days').fill('150');
    await page.getByText(/asked about \d+ matter/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await page
      .getByText(/^0 of \d+$/)
      .first()
      .waitFor();
  },
  'Look back at the week': async () => {
    await page.goto(`${desk.url}/quality`);
    await page.getByText(/\d+ raised, \d+ mended, 1 waived/).waitFor();
    await page.getByText('invoices were added up again').waitFor();
  },
  'Close the month': async () => {
    await become(page, desk, 'Owen Price');
    await closeOldestMonth(page, desk);
  },
  'Prove the books': async () => {
    const proof = (await (await page.request.get(`${desk.url}/api/books/verify`)).json()) as {
      checks: readonly { name: string; ok: boolean }[];
    };
    expect(proof.checks.filter((check) => !check.ok)).toEqual([]);
    await page.goto(`${desk.url}/books`);
    await page.getByRole('button', { name: 'Prove again' }).waitFor();
  },
};

const HEADINGS = [...readFileSync(GUIDE, 'utf8').matchAll(/^## (\d+)\. (.+)$/gm)].map(([, number, title]) => ({
  number: Number(number),
  title: title ?? '',
}));

it('every step of the guide has its doer, and every doer its step, in the same order', () => {
  expect(HEADINGS.map((heading) => heading.title)).toEqual(Object.keys(STEPS));
  expect(HEADINGS.map((heading) => heading.number)).toEqual(HEADINGS.map((_, i) => i + 1));
});

it.each(HEADINGS)('$title', async ({ title }) => await STEPS[title]?.(), 400_000);
