import type { Page } from 'playwright-core';
import { become, type Running, rowsOf } from './support.ts';

interface Shown {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly currency: string;
  readonly client: { readonly id: string; readonly name: string };
  readonly matters: readonly unknown[];
  readonly payers: readonly unknown[];
  readonly matter: { readonly id: string };
  readonly amounts: Readonly<Record<'fees' | 'disbursements' | 'charges', { readonly minor: string }>>;
}

/** What a journey does beside the screen: reading and preparing through the API, signed in as its page is. */
export function handOf(desk: Running, page: Page) {
  const read = async <T>(path: string): Promise<T> => (await (await page.request.get(desk.url + path)).json()) as T;
  const shown = async (id: string): Promise<Shown> => await read(`/api/proformas/show?id=${id}`);
  async function post(path: string, data: object, by: Page = page): Promise<unknown> {
    const response = await by.request.post(desk.url + path, { data, headers: { origin: desk.url } });
    const answer: unknown = await response.json();
    if (!response.ok()) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
  /** Who manages billing, at a desk of her own: links that sign in are counted, so she comes by one once. */
  let manager: Page | null = null;
  async function managing(): Promise<Page> {
    if (manager !== null) return manager;
    const context = await desk.browser.newContext();
    await context.addCookies(await page.context().cookies());
    manager = await context.newPage();
    await become(manager, desk, 'Ruth Sandoval');
    return manager;
  }
  return {
    read,
    shown,
    post,
    /** A proforma that still is the coordinator's, of one matter and one payer, whose fees are above so much. */
    async toBill(aboveMinor: bigint): Promise<Shown> {
      const rows = (await rowsOf(page, desk, '/api/proformas/list')) as unknown as { id: string; state: string }[];
      for (const row of rows.filter(({ state }) => state === 'pre-review' || state === 'generated')) {
        const sheet = await shown(row.id);
        if (sheet.matters.length === 1 && sheet.payers.length === 1 && BigInt(sheet.amounts.fees.minor) > aboveMinor)
          return sheet;
      }
      throw new Error('no proforma to bill');
    },
    /** Waives what the pre-review would stop, submits, approves. */
    async ready(id: string): Promise<void> {
      const ruth = await managing();
      const { flags } = await read<{
        flags: { fingerprint: string; mayWaive: boolean; waiver: unknown; severity: string }[];
      }>(`/api/flags/list?proformaId=${id}`);
      for (const flag of flags.filter((f) => !f.waiver && ['block', 'fix'].includes(f.severity)))
        await post(
          '/api/flags/waive',
          { proformaId: id, fingerprint: flag.fingerprint, reason: 'The journey means it' },
          ruth,
        );
      await post('/api/proformas/move', { id, version: (await shown(id)).version, move: 'submit' });
      await post('/api/proformas/approve', { proformas: [{ id, version: (await shown(id)).version }] }, ruth);
    },
  };
}
