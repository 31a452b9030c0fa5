import { sql } from 'kysely';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { permitted } from '../../../kernel/permission.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { changesOf, linesOf, setRateOf } from '../store/changes.ts';
import { asTheyAre, type CardEffect, effectOf, withChange, withoutChange } from '../store/effect.ts';
import { linesTold } from '../store/told.ts';

const list = handleQuery(c.listChanges, async ({ db }) => ({ rows: await changesOf(db, null) }));

const show = handleQuery(c.showChange, async ({ db, actor }, { id }) => {
  const [change] = await changesOf(db, id);
  if (!change) throw new NotFound('There is no such change of rates.');
  const lines = await linesOf(db, id);
  const open = change.state === 'proposed' || change.state === 'approved';
  const counts = open || change.state === 'in-force';
  const sheets = open
    ? { before: asTheyAre, after: withChange(lines, change.from) }
    : { before: withoutChange(lines), after: asTheyAre };
  const { rows } = await sql<{ own: boolean }>`
    select proposed_by = ${actor.personId}::uuid as own from rate_change where id = ${id}::uuid`.execute(db);
  const own = rows[0]?.own === true || (await setRateOf(db, id, actor.personId));
  return {
    ...change,
    lines: await linesTold(db, lines),
    effects: counts ? await byMatter(db, await effectOf(db, change, sheets)) : [],
    mayDecide: change.state === 'proposed' && !own && permitted(actor.roles, 'approve rates'),
  };
});

type Effect = OutputOf<typeof c.showChange>['effects'][number];

async function byMatter(db: Reading['db'], effects: readonly CardEffect[]): Promise<Effect[]> {
  const { rows } = await sql<{ id: string; number: string; client_name: string }>`
    select id, number, client_name from matter_brief where id = any(${[...new Set(effects.map((e) => e.matterId))]}::uuid[])
    order by number`.execute(db);
  const of = Map.groupBy(effects, (effect) => effect.matterId);
  return rows.flatMap((matter): Effect[] => {
    const own = of.get(matter.id) ?? [];
    const [first] = own;
    if (!first) return [];
    const sum = (pick: (one: CardEffect) => bigint) =>
      wire(
        own.reduce((all, one) => all + pick(one), 0n),
        first.currency,
      );
    return [
      {
        matterId: matter.id,
        matter: matter.number,
        client: matter.client_name,
        cards: own.length,
        was: sum((one) => one.wasMinor),
        now: sum((one) => one.nowMinor),
        onProformas: own.filter((one) => one.onProforma).length,
      },
    ];
  });
}

export const queries: readonly Query[] = [list, show];
