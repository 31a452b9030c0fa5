import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { DESKTOP, PHONE, type Running, rowsOf, signedIn } from './support.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WORK = [
  '/',
  '/work/new',
  '/work/cards',
  '/work/import',
  '/runs',
  '/proformas',
  '/pre-review',
  '/rules',
  '/guidelines',
  '/quality',
  '/reviews',
  '/work/ageing',
  '/proformas/information',
];
const MONEY = [
  '/invoices',
  '/on-account',
  '/on-account/retainers',
  '/credit-notes',
  '/outbox',
  '/receivables',
  '/receipts',
  '/receipts/new',
  '/deposits',
  '/decisions',
];
const CLIENTS = [
  '/inventory',
  '/clients',
  '/matters',
  '/rates',
  '/budgets',
  '/engagements',
  '/docket',
  '/portfolio?matterId=00000000-0000-7000-8000-000000000000',
  '/docket?tab=events',
  '/docket?tab=rules',
  '/docket?tab=lists',
  '/completeness',
  '/fees',
  '/fees?item=us-maintenance-1',
];
const BOOKS = [
  '/reports/ageing',
  '/reports/ageing/invoices',
  '/reports/realisation',
  '/reports/billing',
  '/reports/roll-forward',
  '/reports/advanced-costs',
  '/reports/trial-balance',
  '/reports/statement',
  '/ledger',
  '/journals',
  '/audit',
  '/books',
  '/setup',
  '/setup?tab=tax-rules',
  '/setup?tab=bank',
  '/setup?tab=waiting',
  '/setup?tab=openings',
];

interface Fault {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: unknown; readonly html: string }[];
}

type Places = (page: Page, desk: Running) => readonly string[] | Promise<readonly string[]>;

async function ownPlaces(page: Page, desk: Running): Promise<string[]> {
  const [proforma] = await rowsOf(page, desk, '/api/proformas/list');
  const [invoice] = await rowsOf(page, desk, '/api/invoices/list');
  const panels = ['redline', 'comments', 'attachments', 'beside', 'history'];
  return [
    `/proformas/${proforma?.id}`,
    ...panels.map((panel) => `/proformas/${proforma?.id}?panel=${panel}`),
    `/invoices/${invoice?.id}`,
  ];
}

const SIZES = [
  { name: 'desktop, light', viewport: DESKTOP, colorScheme: 'light' },
  { name: 'phone, dark', viewport: PHONE, colorScheme: 'dark' },
] as const;

/** Goes there as a link on the page does: loading the whole program anew for each of the places would take longer than looking at them. */
function walkerOn(page: Page, desk: Running): (place: string) => Promise<void> {
  const open = new Set<Request>();
  let last = Date.now();
  const ended = (request: Request): void => {
    open.delete(request);
    last = Date.now();
  };
  page.on('request', (request) => open.add(request));
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  const settled = async (): Promise<string[]> => [
    ...[...open].map((request) => `${request.method()} ${request.url()}`),
    ...(Date.now() - last > QUIET_MS ? [] : ['just now']),
    ...(await page.locator('.mantine-Loader-root').all()).map(() => 'still loading'),
    // A dialog takes its title's name a moment after it is there.
    ...(await page.locator('[role="dialog"]:not([aria-labelledby], [aria-label])').all()).map(
      () => 'a dialog has no name',
    ),
  ];
  return async (place) => {
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, place);
    last = Date.now();
    await expect.poll(settled, { interval: 20 }).toEqual([]);
    await page.locator('h1').waitFor();
    expect(new URL(page.url()).pathname).toBe(new URL(place, desk.url).pathname);
  };
}

const QUIET_MS = 150;
/** Rows of a long list are built alike: the first ones stand for all of them, and looking at each takes most of the time. */
const ALIKE = [['.ag-row:nth-child(n+8)'], ['tbody tr:nth-child(n+8)'], ['.phone-list > li:nth-child(n+8)']];

async function faultsAt(
  desk: Running,
  { name, viewport, colorScheme }: (typeof SIZES)[number],
  places: Places,
  wanted: (place: number) => boolean,
): Promise<string[]> {
  const page = await signedIn(desk, 'the coordinator', viewport);
  await page.emulateMedia({ colorScheme });
  await page.waitForLoadState('networkidle');
  await page.evaluate(AXE);
  const walk = walkerOn(page, desk);
  const faults: string[] = [];
  for (const place of (await places(page, desk)).filter((_, index) => wanted(index))) {
    await walk(place);
    const found: Fault[] = await page.evaluate(
      `axe.run({ exclude: ${JSON.stringify(ALIKE)} }, { resultTypes: ['violations'] }).then((r) => r.violations)`,
    );
    for (const fault of found) {
      if (fault.impact === 'serious' || fault.impact === 'critical')
        faults.push(`${name}: ${place} ${fault.id}: ${fault.nodes[0]?.html.slice(0, 160)}`);
    }
  }
  await page.context().close();
  return faults;
}

/** What is looked at together: each has a page of its own in each size. */
export const GROUPS: readonly { readonly of: string; readonly places: Places }[] = [
  { of: 'work and proformas', places: () => WORK },
  { of: 'money', places: () => MONEY },
  { of: 'clients and cases', places: () => CLIENTS },
  { of: 'reports and set-up', places: () => BOOKS },
  { of: 'a desk and an invoice', places: ownPlaces },
];

/** The faults in both sizes, side by side: each mostly waits for its own pages. `wanted` says which place is looked at in which size. */
export async function faultsIn(
  desk: Running,
  places: Places,
  wanted: (place: number, size: number) => boolean,
): Promise<readonly string[]> {
  const found = await Promise.all(
    SIZES.map((size, index) => faultsAt(desk, size, places, (place) => wanted(place, index))),
  );
  return found.flat();
}
