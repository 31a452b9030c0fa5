import type { Page } from 'playwright-core';
import type { Running } from './support.ts';

interface Answer {
  readonly rows?: readonly Record<string, string>[];
  readonly outcomes?: readonly { readonly proformaId: string; readonly outcome: string }[];
  readonly total?: number;
}

async function call(page: Page, desk: Running, path: string, data?: unknown): Promise<Answer> {
  const url = `${desk.url}/api/${path}`;
  const response = data
    ? await page.request.post(url, { data, headers: { origin: desk.url } })
    : await page.request.get(url);
  if (!response.ok()) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** A proforma with so many lines of time more, imported as a file and gathered; gives its id. */
export async function longProforma(page: Page, desk: Running, lines: number): Promise<string> {
  const [proforma] = (await call(page, desk, 'proformas/list?state=generated')).rows ?? [];
  const matterId = proforma?.['matterId'] ?? '';
  const [known] = (await call(page, desk, `cards/list?matterId=${matterId}&kind=time&limit=1`)).rows ?? [];
  const people = (await call(page, desk, 'timekeepers/list')).rows ?? [];
  const who = people.find((p) => p['id'] === known?.['timekeeperId'])?.['name'] ?? '';
  const number = known?.['matter'] ?? '';
  const rows = Array.from(
    { length: lines },
    (_, i) =>
      `${proforma?.['throughDay']},${number},${who},0.${(i % 9) + 1},"Reviewing document ${i + 1} of the disclosure"`,
  );
  await call(page, desk, 'imports/start', {
    fileName: 'long.csv',
    file: { text: ['Date,Matter,Timekeeper,Hours,Narrative', ...rows].join('\n') },
  });
  for (let tries = 0; ; tries += 1) {
    const { total = 0 } = await call(page, desk, `cards/list?matterId=${matterId}&open=true&limit=1`);
    if (total >= lines) break;
    if (tries > 120) throw new Error(`the import brought ${total} of ${lines} cards`);
    await page.waitForTimeout(500);
  }
  const id = proforma?.['id'] ?? '';
  await call(page, desk, 'proformas/gather', { id, answer: 'changes' });
  return id;
}

/** Milliseconds from going to the proforma until its first line is drawn. */
export async function openedIn(page: Page, desk: Running, id: string): Promise<number> {
  await page.goto(`${desk.url}/proformas`);
  await page.waitForLoadState('networkidle');
  const begun = performance.now();
  await page.goto(`${desk.url}/proformas/${id}`);
  await page.locator('[data-testid="lines"] .desk-row').first().waitFor();
  return performance.now() - begun;
}

/** Milliseconds from a press on it in the list of proformas until its first line is drawn. */
export async function openedFromList(page: Page, desk: Running, id: string): Promise<number> {
  await page.goto(`${desk.url}/proformas`);
  const link = page.locator(`a[href="/proformas/${id}"]`).first();
  await link.waitFor();
  await page.waitForLoadState('networkidle');
  const begun = performance.now();
  await link.click();
  await page.locator('[data-testid="lines"] .desk-row').first().waitFor();
  return performance.now() - begun;
}
