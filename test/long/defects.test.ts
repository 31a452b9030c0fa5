import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { addDays, day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { CATALOGUE } from '../../src/modules/flags/catalogue.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, brokenChecks, sheetOf, testFirm } from '../support/firm.ts';
import { Month } from '../defects/month.ts';
import { type Place, type Plant, PLANTS } from '../defects/plants.ts';

interface Flag {
  readonly code: string;
  readonly severity: string;
  readonly sentence: string;
  readonly lineIds: readonly string[];
}

interface Raised {
  readonly flags: readonly Flag[];
  /** cards of the lines, by line */
  readonly cardOf: ReadonlyMap<string, string>;
}

const KINDS_A_MATTER = 4;
const TARGET_PERCENT = 95;

async function begin(seed: number) {
  const database = await testDatabase(day('2026-11-18'));
  const firm = await testFirm(database.engine);
  const people = { maya: await firm.as('maya.okafor'), ruth: await firm.as('ruth.sandoval') };
  return { database, firm, month: new Month({ engine: database.engine, firm, ...people, seed }) };
}

async function raisedOn(month: Month, proformaId: string): Promise<Raised> {
  const { flags } = await act<{ flags: Flag[] }>(month.engine, month.maya, 'flags list', { proformaId });
  const sheet = await act<{ lines: { id: string; cardId: string }[] }>(month.engine, month.maya, 'proformas show', {
    id: proformaId,
  });
  return { flags, cardOf: new Map(sheet.lines.map((line) => [line.id, line.cardId])) };
}

/** A flag of the kind that names one of the planted cards, or the proforma where none was planted. */
function isFound({ flags, cardOf }: Raised, code: string, cards: readonly string[]): boolean {
  return flags.some(
    (flag) =>
      flag.code === code && (cards.length === 0 || flag.lineIds.some((line) => cards.includes(cardOf.get(line) ?? ''))),
  );
}

async function asOwner(database: TestDatabase, sql: string, values: readonly unknown[]): Promise<void> {
  const client = new pg.Client(database.owner);
  await client.connect();
  try {
    await client.query(sql, [...values]);
  } finally {
    await client.end();
  }
}

const EBILLED = `update client set ebilling = '{"format": "LEDES1998B", "clientId": "1", "descriptionMax": 1000, "codesRequired": true}' where ebilling is null`;

/** Plants some kinds over all matters of a fresh firm, and says which were found. */
async function harvest(
  kinds: readonly Plant[],
  seed: number,
): Promise<Map<string, { planted: number; found: number }>> {
  const { database, firm, month } = await begin(seed);
  const seeds: { plant: Plant; at: Place; cards: readonly string[] }[] = [];
  if (kinds.some((plant) => plant.ebilled)) {
    month.allCoded = true;
    await asOwner(database, EBILLED, []);
  }
  for (const plant of kinds) if (plant.rule && !plant.rule.forMatter) await month.rule(plant.code, plant.rule.params);
  for (const [nth, matter] of firm.matters.entries()) {
    await month.cleanWork(matter);
    const at: Place = { month, matter, nth, asOwner: (sql, values) => asOwner(database, sql, values) };
    for (let k = 0; k < KINDS_A_MATTER; k += 1) {
      const plant = kinds[(nth * KINDS_A_MATTER + k) % kinds.length];
      if (!plant) continue;
      if (plant.rule?.forMatter) await month.rule(plant.code, plant.rule.params, { matterId: matter.id });
      seeds.push({ plant, at, cards: (await plant.work?.(at)) ?? [] });
    }
  }
  const proformas = await month.run();
  for (const { plant, at, cards } of seeds) await plant.edit?.(at, proformas.get(at.matter.id) ?? '', cards);
  const tally = new Map<string, { planted: number; found: number }>();
  const known = new Map<string, Raised>();
  for (const { plant, at, cards } of seeds) {
    const raised = known.get(at.matter.id) ?? (await raisedOn(month, proformas.get(at.matter.id) ?? ''));
    known.set(at.matter.id, raised);
    const of = tally.get(plant.code) ?? { planted: 0, found: 0 };
    of.planted += 1;
    of.found += Number(isFound(raised, plant.code, cards));
    tally.set(plant.code, of);
  }
  await database.close();
  return tally;
}

/** Kinds that would hide each other on one proforma are planted in firms of their own. */
function groupsOf(): readonly (readonly Plant[])[] {
  const alone = new Set(['cannot-be-billed', 'work-after-close', 'month-hours', 'mixed-code-sets']);
  const coded = PLANTS.filter((p) => p.ebilled);
  const apart = PLANTS.filter((p) => alone.has(p.code));
  const together = PLANTS.filter((p) => !alone.has(p.code) && !p.ebilled);
  const groups: Plant[][] = [];
  for (let at = 0; at < together.length; at += 12) groups.push(together.slice(at, at + 12));
  return [...groups, apart, coded];
}

const BILLS_BEFORE = 4;
const UNUSUAL = ['amount-unusual', 'rate-unusual', 'write-down-unusual'] as const;

/** Matters with four bills behind them; then a month in which one thing differs from all of those. */
async function harvestUnusual(): Promise<Map<string, { planted: number; found: number }>> {
  const { database, month, firm } = await begin(71);
  const matters = firm.matters.slice(0, 36);
  const tally = new Map<string, { planted: number; found: number }>();
  const count = (code: string, found: boolean): void => {
    const of = tally.get(code) ?? { planted: 0, found: 0 };
    tally.set(code, { planted: of.planted + 1, found: of.found + Number(found) });
  };
  for (let round = 0; round < BILLS_BEFORE; round += 1) {
    for (const matter of matters) await month.cleanWork(matter, 3);
    const made = await month.run();
    if (round === 0)
      for (const id of made.values())
        count(
          'first-bill',
          (await raisedOn(month, id)).flags.some((flag) => flag.code === 'first-bill'),
        );
    for (const id of made.values()) {
      const ready = await approved(month.engine, firm, id);
      await act(month.engine, month.maya, 'invoices bill', {
        proformas: [{ id, version: ready.version }],
        invoiceDate: month.today,
      });
    }
    database.engine.clock.moveTo(addDays(month.today, 28));
    month.today = database.engine.clock.today();
  }
  for (const [nth, matter] of matters.entries()) {
    await month.cleanWork(matter, 3);
    if (nth % 3 === 0)
      for (const back of [2, 3, 4, 5, 6])
        await month.record(matter, { hours: '7.50', workDate: month.weekdayBack(back) });
  }
  const proformas = await month.run();
  for (const [nth, matter] of matters.entries()) {
    const id = proformas.get(matter.id) ?? '';
    const sheet = await sheetOf(month.engine, month.maya, id);
    const time = sheet.lines
      .filter((line) => line.kind === 'time')
      .map(({ id: line, version }) => ({ id: line, version }));
    const operation =
      nth % 3 === 1
        ? { do: 'set-rate', ratePerHour: '250000', reason: 'urgent' }
        : { do: 'change-by-percent', percentPpm: -700_000, reason: 'courtesy' };
    if (nth % 3 !== 0)
      await act(month.engine, month.maya, 'proformas edit', { id, operation: { ...operation, lines: time } });
    const { flags } = await raisedOn(month, id);
    const has = (code: string): boolean => flags.some((flag) => flag.code === code);
    count(UNUSUAL[nth % 3] ?? '', has(UNUSUAL[nth % 3] ?? ''));
    if (nth % 3 === 0) count('hours-unusual', has('hours-unusual'));
  }
  await database.close();
  return tally;
}

async function falseAlarms(): Promise<{ proformas: number; stopping: string[]; byCode: Map<string, number> }> {
  const { database, firm, month } = await begin(99);
  for (const matter of firm.matters) await month.cleanWork(matter);
  const proformas = await month.run();
  const byCode = new Map<string, number>();
  const stopping: string[] = [];
  for (const id of proformas.values()) {
    const { flags } = await raisedOn(month, id);
    for (const flag of flags) {
      byCode.set(flag.code, (byCode.get(flag.code) ?? 0) + 1);
      if (flag.severity === 'block' || flag.severity === 'fix') stopping.push(`${flag.code}: ${flag.sentence}`);
    }
  }
  expect(await brokenChecks(month.engine, firm)).toEqual([]);
  await database.close();
  return { proformas: proformas.size, stopping, byCode };
}

const DOCUMENT = join(import.meta.dirname, '../../docs/flags.md');

it('finds planted defects of every kind, leaves clean months alone, and the document says how well', async () => {
  const tally = new Map<string, { planted: number; found: number }>();
  for (const [i, kinds] of groupsOf().entries())
    for (const [code, counts] of await harvest(kinds, 11 + i)) tally.set(code, counts);
  for (const [code, counts] of await harvestUnusual()) tally.set(code, counts);
  const clean = await falseAlarms();
  const rows = CATALOGUE.filter((check) => check.waitsFor === undefined).map((check) => {
    const of = tally.get(check.code);
    const recall = of === undefined ? '' : `${Math.floor((of.found * 100) / of.planted)} %`;
    return `| ${check.title} | \`${check.code}\` | ${check.severity} | ${of?.planted ?? ''} | ${of?.found ?? ''} | ${recall} | ${clean.byCode.get(check.code) ?? 0} |`;
  });
  const table = [
    `| Check | Code | As delivered | Planted | Found | Recall | Raised on ${clean.proformas} clean proformas |`,
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
  const written = readFileSync(DOCUMENT, 'utf8');
  const fresh = written.replace(/(<!-- recall -->\n)[\s\S]*?(\n<!-- \/recall -->)/, `$1${table}$2`);
  if (process.env['WRITE'] === '1') writeFileSync(DOCUMENT, fresh);
  for (const [code, { planted, found }] of tally) {
    expect(planted, `${code} was planted often enough`).toBeGreaterThanOrEqual(10);
    expect(found * 100, `${code}: ${found} of ${planted}`).toBeGreaterThanOrEqual(planted * TARGET_PERCENT);
  }
  expect(clean.proformas).toBeGreaterThan(50);
  expect(clean.stopping.length * 20, clean.stopping.join('\n')).toBeLessThanOrEqual(clean.proformas);
  expect(fresh, 'docs/flags.md is stale; `WRITE=1 npm run test:long -- defects` refreshes it').toBe(
    process.env['WRITE'] === '1' ? fresh : written,
  );
});
