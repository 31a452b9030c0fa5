import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Running, signedIn } from './support.ts';

interface Flag {
  readonly fingerprint: string;
  readonly code: string;
  readonly severity: string;
  readonly lineIds: readonly string[];
  readonly mayWaive: boolean;
  readonly fix: { readonly href: string | null } | null;
  readonly waiver: unknown;
}

export interface Queued {
  readonly proformaId: string;
  readonly number: string;
  readonly state: string;
  readonly block: number;
}

export async function asked<T>(page: Page, path: string): Promise<T> {
  const response = await page.request.get(new URL(`/api/${path}`, page.url()).href);
  if (!response.ok()) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

async function told(page: Page, path: string, data: object): Promise<void> {
  const { href, origin } = new URL(`/api/${path}`, page.url());
  const response = await page.request.post(href, { data, headers: { origin } });
  if (!response.ok()) throw new Error(`${path}: ${await response.text()}`);
}

const queueOf = async (page: Page): Promise<readonly Queued[]> =>
  (await asked<{ rows: readonly Queued[] }>(page, 'flags/queue?unsubmitted=true&limit=200')).rows;

/** Work that came late, on proformas that nothing is flagged on: each has new work to gather. */
async function lateWork(page: Page, many: number): Promise<void> {
  const queued = new Set((await queueOf(page)).map((row) => row.proformaId));
  const { rows } = await asked<{ rows: readonly { id: string; matterId: string }[] }>(
    page,
    'proformas/list?state=generated&limit=200',
  );
  const clean = rows.filter((row) => !queued.has(row.id)).slice(0, many);
  for (const { matterId } of clean) {
    const [card] = (
      await asked<{ rows: readonly { timekeeperId: string; workDate: string }[] }>(
        page,
        `cards/list?matterId=${matterId}&kind=time&limit=1`,
      )
    ).rows;
    await told(page, 'cards/record', {
      kind: 'time',
      matterId,
      timekeeperId: card?.timekeeperId,
      workDate: card?.workDate,
      hours: '0.4',
      narrative: 'Reporting the examiner’s telephone call of that day to the client',
    });
  }
  await told(page, 'flags/look', {});
}

export const current = (page: Page): Promise<string | null> =>
  page.locator('.queue-item[aria-current="true"]').getAttribute('data-proforma');

/** The flags that stand, once the screen shows the same number of them. */
async function standing(page: Page, proformaId: string): Promise<readonly Flag[]> {
  const { flags } = await asked<{ flags: readonly Flag[] }>(page, `flags/list?proformaId=${proformaId}`);
  const shown = flags.filter((flag) => flag.severity !== 'info');
  await expect.poll(() => current(page)).toBe(proformaId);
  await expect.poll(() => page.locator('.queue [data-testid="flag"]').count()).toBe(shown.length);
  return shown.filter((flag) => !flag.waiver);
}

const underCursor = (page: Page): Promise<string | null> =>
  page.locator('.queue .flag-row[aria-current="true"]').getAttribute('data-fingerprint');

/** With the arrow keys from flag to flag. */
async function goTo(page: Page, fingerprint: string): Promise<void> {
  const rows = await page.locator('.queue .flag-row').all();
  const order = await Promise.all(rows.map((row) => row.getAttribute('data-fingerprint')));
  const steps = order.indexOf(fingerprint) - order.indexOf(await underCursor(page));
  for (let n = 0; n < Math.abs(steps); n += 1) await page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
}

/** Applies every suggestion and waives what may be waived, with the keys of the pre-review alone. */
async function mend(page: Page, proformaId: string): Promise<{ applied: number; waived: number }> {
  const done = { applied: 0, waived: 0 };
  for (let guard = 0; guard < 40; guard += 1) {
    const flags = await standing(page, proformaId);
    const mendable = flags.find((flag) => (flag.fix && flag.fix.href === null) || flag.mayWaive);
    if (!mendable) return done;
    const { fingerprint } = mendable;
    await goTo(page, fingerprint);
    expect(await underCursor(page)).toBe(fingerprint);
    if (mendable.fix && mendable.fix.href === null) {
      await page.keyboard.press('.');
      done.applied += 1;
    } else {
      await page.keyboard.press('w');
      await page.keyboard.type('Agreed with the attorney');
      await page.keyboard.press('Enter');
      done.waived += 1;
    }
    const row = page.locator(`.queue .flag-row[data-fingerprint="${fingerprint}"]`);
    await row.filter({ hasNotText: 'Waived by' }).waitFor({ state: 'detached' });
    await page.locator('.queue form').waitFor({ state: 'detached' });
  }
  throw new Error(`the flags of ${proformaId} do not come to an end`);
}

/** On the desk of a proforma that a block stops: the words are written anew in the cell, with keys. */
async function rewrite(page: Page, flag: Flag, words: string): Promise<void> {
  const cell = page.locator(`[data-testid="lines"] .desk-row[row-id="${flag.lineIds[0] ?? ''}"] [col-id="narrative"]`);
  await cell.first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.narrative-editor textarea').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.save').textContent()).toBe('Saved');
  await cell.getByText(words).first().waitFor();
}

/** Pre-reviews so many proformas of the queue by keyboard alone: apply, waive, mend at the desk, submit. */
export async function preReview(desk: Running, wanted: number): Promise<void> {
  const page = await signedIn(desk, 'the coordinator');
  const before = (await queueOf(page)).length;
  await lateWork(page, Math.max(wanted + 2 - before, 3));
  const queued = await queueOf(page);
  expect(queued.length).toBeGreaterThanOrEqual(wanted);
  expect(queued[0]?.block).toBeGreaterThan(0);

  await page.goto(`${desk.url}/pre-review`);
  await page.locator('.queue-item').first().waitFor();
  // No mouse from here on.
  await page.getByRole('button', { name: 'Not submitted yet' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.queue-item').count()).toBe(queued.length);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

  const worked: string[] = [];
  const keys = { applied: 0, waived: 0 };
  for (const { proformaId } of queued) {
    if (worked.length === wanted) break;
    const done = await mend(page, proformaId);
    keys.applied += done.applied;
    keys.waived += done.waived;
    const blocks = (await standing(page, proformaId)).filter((flag) => flag.severity === 'block');
    // what its matter's set-up lacks isn't mended here: on to the next
    if (blocks.some((flag) => flag.lineIds.length === 0)) {
      await page.keyboard.press(']');
      await expect.poll(() => current(page)).not.toBe(proformaId);
      continue;
    }
    if (blocks.length > 0) {
      await page.keyboard.press('Enter');
      await page.locator('[data-testid="lines"] .desk-row').first().waitFor();
      await page.getByText(/Pre-review, \d+ of \d+/).waitFor();
      for (const block of blocks) await rewrite(page, block, 'Reporting the search report and advising on the claims');
      await page.keyboard.press('Escape');
      await page.keyboard.press('q');
      await page.getByRole('heading', { name: 'Pre-review' }).waitFor();
      await expect.poll(() => current(page)).toBe(proformaId);
      expect((await standing(page, proformaId)).some((flag) => flag.severity === 'block')).toBe(false);
    }
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => current(page)).not.toBe(proformaId);
    worked.push(proformaId);
  }
  expect(keys.applied).toBeGreaterThan(0);
  expect(keys.waived).toBeGreaterThan(0);
  const { rows } = await asked<{ rows: readonly { id: string; state: string }[] }>(
    page,
    'proformas/list?state=with-reviewer&limit=200',
  );
  const submitted = new Set(rows.map((row) => row.id));
  expect(worked.filter((id) => submitted.has(id))).toHaveLength(wanted);
  await page.context().close();
}
