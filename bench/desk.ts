// What a long proforma costs in a browser: bin/bench desk [--lines 3000]
// Times from the keyboard to what is seen, as the median of several; the browser is Chromium without a screen.
import { parseArgs } from 'node:util';
import { longProforma, openedFromList, openedIn } from '../test/e2e/long-proforma.ts';
import { rowsOf, signedIn, startDesk } from '../test/e2e/support.ts';

const { values } = parseArgs({ args: process.argv.slice(3), options: { lines: { type: 'string', default: '3000' } } });
const LINES = Number(values.lines);
const TIMES = 9;

function median(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return `${Math.floor(sorted[Math.floor(sorted.length / 2)] ?? 0)} ms (of ${sorted.map((t) => Math.floor(t)).join(', ')})`;
}

const desk = await startDesk();
try {
  const page = await signedIn(desk, 'the coordinator');
  const id = await longProforma(page, desk, LINES);
  // A short one beside it, in turns: what the browser, the program and the frame take whatever the length.
  const [, short] = await rowsOf(page, desk, '/api/proformas/list?state=generated');
  const opened: Record<'long' | 'short', number[]> = { long: [], short: [] };
  const pressed: Record<'long' | 'short', number[]> = { long: [], short: [] };
  for (let n = 0; n < TIMES; n += 1)
    for (const [which, of] of [
      ['long', id],
      ['short', short?.id ?? ''],
    ] as const) {
      opened[which].push(await openedIn(page, desk, of));
      pressed[which].push(await openedFromList(page, desk, of));
    }
  await openedIn(page, desk, id);
  const edited: number[] = [];
  const cell = page.locator('[data-testid="lines"] .desk-row [col-id="narrative"]').first();
  for (let n = 0; n < TIMES; n += 1) {
    await cell.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(`Words ${n}`);
    const begun = performance.now();
    await page.keyboard.press('Enter');
    await page.getByText(`Words ${n}`).first().waitFor();
    await page.locator('.save[data-state="saved"]').waitFor();
    edited.push(performance.now() - begun);
  }
  const excluded: number[] = [];
  const total = page.getByTestId('total');
  for (let n = 0; n < TIMES; n += 1) {
    const before = (await total.textContent()) ?? '';
    await cell.focus();
    const begun = performance.now();
    await page.keyboard.press('e');
    await page.waitForFunction((was) => document.querySelector('[data-testid="total"]')?.textContent !== was, before);
    excluded.push(performance.now() - begun);
  }
  // The longest pause between two frames while the grid is scrolled from top to bottom.
  const frames = await page.evaluate(async () => {
    const body = document.querySelector(
      '[data-testid="lines"] .ag-grid-scrolling-container, [data-testid="lines"] .ag-body-viewport',
    );
    if (!body) return [0];
    const pauses: number[] = [];
    let last = performance.now();
    for (let step = 0; step < 120; step += 1) {
      body.scrollTop += 400;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      pauses.push(now - last);
      last = now;
    }
    return pauses;
  });
  const slow = frames.toSorted((a, b) => b - a);
  console.log(`${LINES} lines more on a proforma
opened by its address, the whole program loaded: ${median(opened.long)}; a short one ${median(opened.short)}
opened by a press in the list: ${median(pressed.long)}; a short one ${median(pressed.short)}
edit of a narrative, Enter to saved: ${median(edited)}
exclude, key to new total: ${median(excluded)}
scrolling: median frame ${Math.floor(slow[Math.floor(slow.length / 2)] ?? 0)} ms, longest ${Math.floor(slow[0] ?? 0)} ms`);
} finally {
  await desk.stop();
}
