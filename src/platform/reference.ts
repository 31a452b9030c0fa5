import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database, Store } from './database.ts';
import { SYSTEM_ID } from './system.ts';

const CODES = join(import.meta.dirname, '../../data/codes');

interface CodeSet {
  readonly set: string;
  readonly kind: 'task' | 'activity' | 'expense';
  readonly source: string;
  readonly codes: readonly { code: string; title: string; parent: string | null; selectable: boolean }[];
}

type ChartRow = Readonly<Pick<Database['account'], 'code' | 'name' | 'kind'>>;

/** Brings shipped tables into the database: the chart of accounts and the code sets. Repeatable; what a firm added stays. */
export async function loadReference(store: Store, chart: readonly ChartRow[]): Promise<void> {
  const files = (await readdir(CODES)).filter((name) => name.endsWith('.json'));
  const sets = await Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(CODES, name), 'utf8')) as CodeSet),
  );
  const rows = sets.flatMap((s) =>
    s.codes.map((code) => ({ set_name: s.set, kind: s.kind, source: s.source, ...code })),
  );
  await store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    await db
      .insertInto('account')
      .values(chart.map((row) => ({ ...row })))
      .onConflict((oc) => oc.doNothing())
      .execute();
    const { rows: have } = await sql<{ n: number }>`select count(*)::int as n from billing_code`.execute(db);
    if ((have[0]?.n ?? 0) < rows.length)
      await db
        .insertInto('billing_code')
        .values(rows)
        .onConflict((oc) => oc.doNothing())
        .execute();
  });
}
