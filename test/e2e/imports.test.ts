import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choose } from './steps.ts';
import { type Running, rowsOf, signedIn, startDesk } from './support.ts';

let desk: Running;
beforeAll(async () => {
  desk = await startDesk();
}, 400_000);
afterAll(() => desk?.stop());

async function today(page: Page): Promise<string> {
  const me = (await (await page.request.get(`${desk.url}/api/me/show`)).json()) as { today: string };
  return me.today;
}

async function give(page: Page, name: string, text: string): Promise<void> {
  await page.goto(`${desk.url}/work/import`);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('heading', { name: 'Columns' }).waitFor();
}

interface Matter {
  readonly id: string;
  readonly number: string;
  readonly wip: { readonly minor: string; readonly currency: string };
}

it('opens what a file names and the firm doesn’t have, with every choice as it was made', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const day = await today(page);
  await give(
    page,
    'moved.csv',
    `Date,Client,Matter,Timekeeper,Hours,Narrative,Rate,Notes\n${day},Orchard Optics,ORC-1,Nell Quince,1.5,Claims drafted,300,for the file\n`,
  );
  await page.getByText('0 would be taken').waitFor();
  await page.getByRole('checkbox', { name: 'All rows or none' }).check();
  await page.getByRole('textbox', { name: 'Remember this mapping as' }).fill('Moved practice');
  const create = page.getByRole('checkbox', { name: /^Create clients and matters/ });
  await create.check();
  await page.getByText('1 would be taken').waitFor();
  expect(await create.isChecked()).toBe(true);
  await choose(page, 'Legal entity for what is created', /^US /);
  // A column changed last reads the file again under all of it.
  await choose(page, 'Narrative', 'Notes');
  await page.getByRole('cell', { name: 'for the file' }).waitFor();
  expect(await create.isChecked()).toBe(true);
  expect(await page.getByRole('checkbox', { name: 'All rows or none' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Take 1 row' }).click();
  await page.getByRole('heading', { name: 'moved.csv' }).waitFor();
  const matters = (await rowsOf(page, desk, '/api/matters/list?words=ORC-1')) as unknown as readonly Matter[];
  // 1.5 hours at the file's 300, which became the standard rate.
  expect(matters.map((m) => [m.number, m.wip])).toEqual([['ORC-1', { minor: '45000', currency: 'USD' }]]);
  const kept = (await rowsOf(page, desk, '/api/mappings/list')) as unknown as readonly { readonly name: string }[];
  expect(kept.map((m) => m.name)).toContain('Moved practice');
});

it('takes the answer of a radio for the column that was asked for; what can’t be read so leaves the rest standing', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const day = await today(page);
  await give(page, 'unnamed.csv', `Worked on,Engagement,Attorney,Length,Text\n${day},1002-001,EH,0.5,Call\n`);
  await page.getByText('3 questions to answer first.').waitFor();
  const answer = async (question: string, choice: string): Promise<void> => {
    await page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: choice }).check();
    await page.getByRole('radiogroup', { name: question }).waitFor({ state: 'detached' });
  };
  await answer('Which column holds the day of the work?', 'Worked on');
  await page.getByText('2 questions to answer first.').waitFor();
  expect(await page.getByRole('combobox', { name: 'Work date' }).inputValue()).toBe('Worked on');
  await answer('Which column holds the matter?', 'Engagement');
  await answer('Hours', 'Length');
  await page.getByText('1 would be taken').or(page.getByText('1 refused')).waitFor();
  await page.route('**/api/imports/preview', (route) =>
    route.fulfill({ status: 409, json: { code: 'which-entity', sentence: 'Say under which entity.' } }),
  );
  await choose(page, 'Narrative', 'Attorney');
  await page.getByRole('alert').getByText('Say under which entity.').waitFor();
  expect(await page.getByRole('combobox', { name: 'Narrative' }).inputValue()).toBe('Attorney');
  expect(await page.getByRole('button', { name: /^Take / }).isDisabled()).toBe(true);
  await page.unroute('**/api/imports/preview');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await choose(page, 'Narrative', 'Text');
  await expect.poll(() => page.getByRole('button', { name: 'Take 1 row' }).isEnabled()).toBe(true);
});

/** What the button gives, as the rows of a separated file whose every cell is quoted. */
async function toMend(page: Page): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByText('Download to mend', { exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

it('gives refused rows back as they stood in their file, to mend and import', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const day = await today(page);
  const header = 'Date;Matter;Timekeeper;Hours;Narrative;Desk';
  const good = `${day};1002-001;EH;0,5;"Call; inventor";3`;
  const long = `${day};1002-001;EH;31,5;"- ""as filed"", reviewed";4`;
  const nobody = `${day};1002-001;N. Obody;1,5;Review;5`;
  await give(page, 'autumn.csv', [header, good, long, nobody, ''].join('\r\n'));
  await page.getByText('1 would be taken').waitFor();
  const why = '31.50 hours don’t fit into one day. Divide them over the days they were worked.';
  const whom = 'There is no timekeeper “N. Obody”. Add the person under Timekeepers, or correct the word.';
  const expected = [
    '\uFEFF"Date";"Matter";"Timekeeper";"Hours";"Narrative";"Desk";"Engross: why refused"',
    `"${day}";"1002-001";"EH";"31,5";"'- ""as filed"", reviewed";"4";"Hours: ${why}"`,
    `"${day}";"1002-001";"N. Obody";"1,5";"Review";"5";"Timekeeper: ${whom}"`,
    '',
  ].join('\r\n');
  expect(await toMend(page)).toEqual({ name: 'autumn to mend.csv', text: expected });
  await page.getByRole('button', { name: 'Take 1 row' }).click();
  await page.getByRole('heading', { name: 'autumn.csv' }).waitFor();
  const { name, text } = await toMend(page);
  expect(text).toBe(expected);

  await give(page, name, text.replace('"31,5"', '"3,5"').replace('N. Obody', 'EH'));
  await page.getByText('2 would be taken').waitFor();
  await page.getByRole('cell', { name: '- "as filed", reviewed', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Take 2 rows' }).click();
  await page.getByRole('heading', { name: 'autumn to mend.csv' }).waitFor();
  // The rows are those of the first file: mended there too, they are known.
  await give(
    page,
    'autumn.csv',
    [header, good, long.replace('31,5', '3,5'), nobody.replace('N. Obody', 'EH')].join('\n'),
  );
  await page.getByText('0 would be taken').waitFor();
  await page.getByText('3 taken before').waitFor();
});

it('remembers what was answered and not what one file decided', async () => {
  const page = await signedIn(desk, 'the coordinator');
  const header = 'Date,Matter,Timekeeper,Hours,Narrative,Room';
  const [year = 0, month = 0] = (await today(page)).split('-').map(Number);
  // No month has the number 25, so this day of the month before says how the file writes its dates.
  const before = `25/${String(((month + 10) % 12) + 1).padStart(2, '0')}/${month === 1 ? year - 1 : year}`;
  await give(page, 'telling.csv', `${header}\n${before},1002-001,EH,0.5,Call about the second office action,1\n`);
  await page.getByText('1 would be taken').waitFor();
  await page.getByRole('textbox', { name: 'Remember this mapping as' }).fill('Rooms');
  await page.getByRole('button', { name: 'Take 1 row' }).click();
  await page.getByRole('heading', { name: 'telling.csv' }).waitFor();
  await give(page, 'open.csv', `${header}\n03/02/2026,1002-001,EH,0.5,Call about the third office action,1\n`);
  await page.getByText('Read as “Rooms”, as last time.').waitFor();
  await page.getByRole('radiogroup', { name: /^Is 03\/02\/2026 written with the day or the month first/ }).waitFor();
});
