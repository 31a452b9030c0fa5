import { parseArgs } from 'node:util';
import { addDays } from '../src/kernel/day.ts';
import { act } from '../src/demo/doing.ts';
import { chanceFrom } from '../src/demo/chance.ts';
import { type DemoFirm, setUpFirm } from '../src/demo/set-up.ts';
import { takeImport } from '../src/modules/cards/index.ts';
import { matterFields } from '../src/modules/matters/contract.ts';
import type { Actor, Engine } from '../src/platform/command.ts';
import { actorFor } from '../src/platform/identity.ts';
import { SYSTEM } from '../src/platform/system.ts';

export async function people(engine: Engine): Promise<{ maya: Actor; ruth: Actor; owen: Actor }> {
  const named = async (email: string): Promise<Actor> => {
    const row = await engine.store.kysely
      .selectFrom('person')
      .select('id')
      .where('email', 'like', `${email}%`)
      .executeTakeFirstOrThrow();
    const actor = await actorFor(engine.store, row.id, 'web');
    if (!actor) throw new Error(`${email} can't act`);
    return actor;
  };
  return { maya: await named('maya'), ruth: await named('ruth'), owen: await named('owen') };
}

/** Matters like one of the firm's, by these numbers; their ids in the same order. */
export async function mattersLike(engine: Engine, modelId: string, numbers: readonly string[]): Promise<string[]> {
  const shown = await act<Record<string, unknown> & { payers: { payerId: string; sharePpm: number }[] }>(
    engine,
    SYSTEM,
    'matters show',
    { id: modelId },
  );
  const fields = Object.fromEntries(Object.keys(matterFields.shape).map((field) => [field, shown[field]]));
  const payers = shown.payers.map(({ payerId, sharePpm }) => ({ payerId, sharePpm }));
  const ids: string[] = [];
  for (const number of numbers) {
    const { id } = await act<{ id: string }>(engine, SYSTEM, 'matters save', { ...fields, number });
    await act(engine, SYSTEM, 'matters set-payers', { matterId: id, from: '2026-01-01', payers });
    ids.push(id);
  }
  return ids;
}

/** As many like the firm's first one. */
export async function manyMatters(engine: Engine, firm: DemoFirm, matters: number): Promise<void> {
  const numbers = Array.from({ length: matters }, (_, n) => `B-${n + 1}`);
  await mattersLike(engine, firm.matters[0]?.id ?? '', numbers);
}

/** Timekeepers like the firm's first one, so that a month's work is that of as many people as it takes. */
async function manyTimekeepers(engine: Engine, firm: DemoFirm, keepers: number): Promise<void> {
  const model = firm.timekeepers[0];
  const { rows } = await act<{ rows: Record<string, unknown>[] }>(engine, SYSTEM, 'timekeepers list', {});
  const like = rows.find((row) => row['id'] === model?.id);
  for (let n = 1; n <= keepers; n += 1) {
    const { id } = await act<{ id: string }>(engine, SYSTEM, 'timekeepers save', {
      number: `T-${n}`,
      name: `Timekeeper ${n}`,
      initials: `T${n}`,
      title: like?.['title'],
      classification: like?.['classification'],
      officeId: like?.['officeId'],
    });
    await act(engine, SYSTEM, 'rates set', {
      level: 'standard',
      timekeeperId: id,
      currency: 'GBP',
      ratePerHour: '30000',
      from: '2025-01-01',
      source: 'Standard rates',
    });
  }
}

export async function csv(engine: Engine, cards: number, matters: number): Promise<string> {
  const { rows } = await act<{ rows: { initials: string }[] }>(engine, SYSTEM, 'timekeepers list', {});
  const keepers = rows.map((r) => r.initials);
  const lines = ['Date,Matter,Timekeeper,Hours,Narrative'];
  for (let n = 0; n < cards; n += 1)
    lines.push(
      `${addDays(engine.clock.today(), -1 - (n % 28))},B-${(n % matters) + 1},${keepers[n % keepers.length]},${((n % 40) + 1) / 10},Review of the examination report and reply ${n}`,
    );
  return Buffer.from(lines.join('\n')).toString('base64');
}

export async function approveAll(engine: Engine): Promise<void> {
  const { maya, ruth } = await people(engine);
  const waiting = await engine.store.pool.query<{ id: string; version: number }>(
    `select id, version from proforma where state = 'generated'`,
  );
  for (const { id, version } of waiting.rows)
    await act(engine, maya, 'proformas move', { id, version, move: 'submit' });
  const { rows } = await engine.store.pool.query<{ id: string; version: number }>(
    `select id, version from proforma where state = 'with-reviewer'`,
  );
  for (let at = 0; at < rows.length; at += 200)
    await act(engine, ruth, 'proformas approve', { proformas: rows.slice(at, at + 200) });
}

/** Ten timekeepers record the work of hundreds here: the rule of the 24-hour day is switched off, on record. */
export async function longDays(engine: Engine): Promise<void> {
  const { ruth } = await people(engine);
  const from = addDays(engine.clock.today(), -60);
  await act(engine, ruth, 'flags set-rule', {
    code: 'impossible-day',
    scope: 'firm',
    severity: 'off',
    from,
    reason: 'few people, much work',
  });
}

const KEEPERS = 140;

/** How large a month was asked for at the command line, and whether as JSON. */
export function monthSize(): { cards: number; matters: number; json: boolean } {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      cards: { type: 'string', default: '50000' },
      matters: { type: 'string', default: '2000' },
      json: { type: 'boolean', default: false },
    },
  });
  return { cards: Number(values.cards), matters: Number(values.matters), json: values.json };
}

/** The demo firm with so many matters more and a month's recorded work on them, by as many people as that takes. */
export async function aMonth(
  engine: Engine,
  { cards, matters }: { readonly cards: number; readonly matters: number },
): Promise<void> {
  const firm = await setUpFirm(engine, chanceFrom(7), engine.clock.today());
  await manyMatters(engine, firm, matters);
  await manyTimekeepers(engine, firm, KEEPERS);
  await longDays(engine);
  const { maya } = await people(engine);
  const started = await act<{ id: string }>(engine, maya, 'imports start', {
    fileName: 'month.csv',
    file: { base64: await csv(engine, cards, matters) },
  });
  await takeImport(engine, started.id);
}
