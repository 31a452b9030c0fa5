import pg from 'pg';

/**
 * The floor under a step: the very rows that our step wrote, written again into a copy of the database as it stood
 * before, by bare SQL. Into every table ours wrote, with its indexes, constraints and triggers, in as many transactions
 * as ours took; nothing is read, decided or computed.
 */

interface TableFacts {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** numbered by the database itself: can't be updated */
  readonly numbered: readonly string[];
}

/** Tables in the order in which foreign keys let them be filled. Columns that say which transaction wrote are left to their defaults. */
async function tablesOf(client: pg.Client): Promise<TableFacts[]> {
  const { rows } = await client.query<{
    name: string;
    columns: string[];
    key: string[];
    numbered: string[];
    needs: string[];
  }>(`
    select c.relname::text as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.atttypid <> 'xid8'::regtype) as columns,
      coalesce((select array_agg(a.attname::text) from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey::int2[])
        where i.indrelid = c.oid and i.indisprimary), '{}') as key,
      coalesce((select array_agg(a.attname::text) from pg_attribute a where a.attrelid = c.oid and a.attidentity = 'a'), '{}') as numbered,
      coalesce((select array_agg(distinct f.relname::text) from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid and not k.condeferrable), '{}') as needs
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`);
  const placed: typeof rows = [];
  let left = rows;
  while (left.length > 0) {
    const free = left.filter((t) => t.needs.every((need) => placed.some((p) => p.name === need)));
    if (free.length === 0)
      throw new Error(`tables refer to each other in a circle: ${left.map((t) => t.name).join(', ')}`);
    placed.push(...free);
    left = left.filter((t) => !free.includes(t));
  }
  return placed;
}

const quoted = (names: readonly string[], prefix = ''): string => names.map((n) => `${prefix}"${n}"`).join(', ');

export interface Floor {
  readonly ms: number;
  readonly rows: number;
  readonly transactions: number;
}

/** Writes into `before` (a copy from before the step) what transactions from `firstXid` on wrote into `after`. */
export async function floorOf(before: pg.ClientConfig, after: pg.ClientConfig, firstXid: bigint): Promise<Floor> {
  const source = new pg.Client(after);
  const target = new pg.Client(before);
  await source.connect();
  await target.connect();
  try {
    const tables = await tablesOf(target);
    const staged = await stage(source, target, tables, firstXid);
    const plan = await planOf(target, staged);
    await target.query('checkpoint');
    const began = performance.now();
    for (const { xid, statements } of plan) {
      await target.query('begin');
      for (const statement of statements)
        await target.query({ name: statement.name, text: statement.text, values: [xid] });
      await target.query('commit');
    }
    const ms = performance.now() - began;
    return { ms, rows: staged.reduce((n, t) => n + t.rows, 0), transactions: plan.length };
  } finally {
    await source.end();
    await target.end();
  }
}

interface Staged extends TableFacts {
  readonly rows: number;
}

/** What triggers remember of every change of a row: they do so for the floor's changes too. */
const WRITTEN_BY_TRIGGER: readonly string[] = ['row_change'];

/** Copies the rows beside the tables, each with the transaction that wrote it, unlogged and indexed by it. */
async function stage(
  source: pg.Client,
  target: pg.Client,
  tables: readonly TableFacts[],
  firstXid: bigint,
): Promise<Staged[]> {
  await target.query('create schema floor');
  const staged: Staged[] = [];
  for (const table of tables.filter(({ name }) => !WRITTEN_BY_TRIGGER.includes(name))) {
    await target.query(
      `create unlogged table floor."${table.name}" as select 0::bigint as written_by, ${quoted(table.columns)} from public."${table.name}" limit 0`,
    );
    // By a cursor, so that the copying doesn't count as memory of ours.
    await source.query('begin');
    await source.query(`declare written no scroll cursor for select to_jsonb(r)::text as row from (
      select t.xmin::text::bigint as written_by, ${quoted(table.columns, 't.')} from public."${table.name}" t where t.xmin::text::bigint >= ${firstXid}) r`);
    let copied = 0;
    for (;;) {
      const { rows } = await source.query<{ row: string }>('fetch 2000 from written');
      if (rows.length === 0) break;
      copied += rows.length;
      await target.query(
        `insert into floor."${table.name}" select r.* from unnest($1::jsonb[]) j cross join lateral jsonb_populate_record(null::floor."${table.name}", j) r`,
        [rows.map((r) => r.row)],
      );
    }
    await source.query('commit');
    if (copied === 0) continue;
    await target.query(`create index on floor."${table.name}" (written_by)`);
    await target.query(`analyze floor."${table.name}"`);
    staged.push({ ...table, rows: copied });
  }
  return staged;
}

/** A trigger of another table writes rows of these: the floor's own statement leaves those alone. */
const PLACED_BY_TRIGGER: readonly string[] = ['proforma_matter'];

interface Planned {
  readonly xid: string;
  readonly statements: readonly { readonly name: string; readonly text: string }[];
}

/** Which statements each transaction needs: rows that are new are inserted, rows that were there are updated. */
async function planOf(target: pg.Client, staged: readonly Staged[]): Promise<Planned[]> {
  const byXid = new Map<string, { name: string; text: string }[]>();
  for (const table of staged) {
    const same = table.key.map((k) => `t."${k}" = s."${k}"`).join(' and ');
    const rest = table.columns.filter((c) => !table.key.includes(c) && !table.numbered.includes(c));
    const kinds = [
      {
        name: `i_${table.name}`,
        where: `not exists (select 1 from public."${table.name}" t where ${same})`,
        text: `insert into public."${table.name}" (${quoted(table.columns)}) overriding system value
          select ${quoted(table.columns)} from floor."${table.name}" s where written_by = $1${PLACED_BY_TRIGGER.includes(table.name) ? ` and not exists (select 1 from public."${table.name}" t where ${same})` : ''}`,
      },
      {
        name: `u_${table.name}`,
        where: `exists (select 1 from public."${table.name}" t where ${same})`,
        text: `update public."${table.name}" t set ${rest.map((c) => `"${c}" = s."${c}"`).join(', ')}
          from floor."${table.name}" s where s.written_by = $1 and ${same}`,
      },
    ];
    const { rows } = await target.query<{ xid: string; fresh: boolean }>(
      `select distinct written_by::text as xid, ${kinds[0]?.where ?? 'true'} as fresh from floor."${table.name}" s`,
    );
    for (const [fresh, kind] of [
      [true, kinds[0]],
      [false, kinds[1]],
    ] as const) {
      const xids = rows.filter((r) => r.fresh === fresh).map((r) => r.xid);
      if (xids.length === 0 || !kind || (!fresh && rest.length === 0)) continue;
      const mixed = rows.some((r) => r.fresh !== fresh && xids.includes(r.xid));
      if (mixed && fresh) kind.text += ` and not exists (select 1 from public."${table.name}" t where ${same})`;
      for (const xid of xids)
        byXid.set(xid, [...(byXid.get(xid) ?? []), { name: `${kind.name}_${mixed}`, text: kind.text }]);
    }
  }
  return [...byXid]
    .toSorted(([a], [b]) => Number(BigInt(a) - BigInt(b)))
    .map(([xid, statements]) => ({ xid, statements }));
}
