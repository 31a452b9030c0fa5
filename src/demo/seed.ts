import { addDays, type Day, weekday } from '../kernel/day.ts';
import type { Actor, Engine } from '../platform/command.ts';
import { actorFor } from '../platform/identity.ts';
import { SYSTEM, SYSTEM_ID } from '../platform/system.ts';
import { chanceFrom } from './chance.ts';
import { act } from './doing.ts';
import { FIRM_NAME } from './firm-data.ts';
import { tellDocket } from './ip.ts';
import { moneyIn } from './money.ts';
import { on, recordAll } from './record.ts';
import { type DemoFirm, setUpFirm } from './set-up.ts';
import { agreeTerms } from './terms.ts';
import { writeTaxRules } from './tax-rules.ts';
import { tellStory } from './story.ts';
import { workOfDays } from './work-of-days.ts';

const FIRM_ID = '00000000-0000-7000-8000-000000000000';
/** the setting `demo` until all of it is there; then `true` */
const HALF = 'half';
const SEED = 20_261;
const CARDS_A_DAY = 3;

/** Fills an empty database with the demo firm: two months of work before today, the first of them largely billed. */
export async function seedDemo(engine: Engine): Promise<void> {
  const today = engine.clock.today();
  const chance = chanceFrom(SEED);
  await engine.store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    const firm = FIRM_ID;
    await db
      .insertInto('setting')
      .values([
        { owner_id: firm, key: 'name', value: JSON.stringify(FIRM_NAME) },
        { owner_id: firm, key: 'demo', value: JSON.stringify(HALF) },
      ])
      .execute();
  });
  const firm = await setUpFirm(engine, chance, today);
  await writeTaxRules(engine, firm, today);
  const middle = addDays(today, -31);
  const drafts = workOfDays(firm, chance, addDays(today, -68), addDays(today, -1), CARDS_A_DAY);
  for (let first = addDays(today, -68); first < today; first = addDays(first, 7)) {
    const last = addDays(first, 6);
    const week = drafts.filter((d) => d.workDate >= first && d.workDate <= last);
    if (week.length > 0)
      await recordAll(on(engine, last < today ? last : addDays(today, -1)), SYSTEM, week, `Week of ${first}`);
  }
  const cast = await castOf(engine, firm);
  await billFirstMonth(engine, cast, middle, addDays(middle, 4));
  await moneyIn(engine, cast.finance, today);
  await tellStory(engine, firm, cast, today);
  await tellDocket(engine, firm, cast, { chance, today });
  await agreeTerms(engine, firm, cast, today);
  await engine.store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    await db
      .updateTable('setting')
      .set({ value: 'true' })
      .where('owner_id', '=', FIRM_ID)
      .where('key', '=', 'demo')
      .execute();
  });
}

/** Whether the demo firm was begun and broken off: its steps build on each other, so it can only begin anew. */
export async function isHalfSeeded({ store }: Engine): Promise<boolean> {
  const demo = await store.kysely
    .selectFrom('setting')
    .select('value')
    .where('owner_id', '=', FIRM_ID)
    .where('key', '=', 'demo')
    .executeTakeFirst();
  return demo?.value === HALF;
}

export interface Cast {
  readonly coordinator: Actor;
  readonly manager: Actor;
  readonly finance: Actor;
  readonly partners: readonly Actor[];
}

async function castOf(engine: Engine, firm: DemoFirm): Promise<Cast> {
  const person = async (who: string): Promise<Actor> => {
    const actor = await actorFor(engine.store, firm.people.get(who) ?? '', 'system');
    if (!actor) throw new Error(`Invariant broken: no ${who} in the demo firm`);
    return actor;
  };
  return {
    coordinator: await person('maya.okafor'),
    manager: await person('ruth.sandoval'),
    finance: await person('owen.price'),
    partners: await Promise.all(['eleanor.hartwell', 'jonas.voss', 'daniel.reyes', 'claire.beaumont'].map(person)),
  };
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly problems: readonly string[];
}

/** The first month: run, approval, invoices, dispatch, on the days they would have happened. */
async function billFirstMonth(engine: Engine, cast: Cast, through: Day, billed: Day): Promise<void> {
  const then = on(engine, weekday(billed) > 5 ? addDays(billed, 2) : billed);
  await act(then, cast.coordinator, 'runs start', {
    throughDay: through,
    thresholds: ['GBP', 'USD', 'EUR'].map((currency) => ({ minor: '150000', currency })),
  });
  const { rows } = await act<{ rows: Row[] }>(then, cast.coordinator, 'proformas list', { open: 'true' });
  const ready = rows.filter((row) => row.problems.length === 0);
  for (const row of ready)
    await act(then, cast.coordinator, 'proformas move', { id: row.id, version: row.version, move: 'submit' });
  const submitted = (await act<{ rows: Row[] }>(then, cast.coordinator, 'proformas list', { state: 'with-reviewer' }))
    .rows;
  await act(then, cast.manager, 'proformas approve', {
    proformas: submitted.map(({ id, version }) => ({ id, version })),
  });
  const approved = (await act<{ rows: Row[] }>(then, cast.coordinator, 'proformas list', { state: 'approved' })).rows;
  const { invoices } = await act<{ invoices: { id: string }[] }>(then, cast.coordinator, 'invoices bill', {
    proformas: approved.map(({ id, version }) => ({ id, version })),
    invoiceDate: then.clock.today(),
  });
  // All but the last two were sent; the two wait on Today.
  await act(then, cast.coordinator, 'invoices send', { invoiceIds: invoices.slice(0, -2).map((i) => i.id) });
}
