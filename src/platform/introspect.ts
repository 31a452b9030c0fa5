import type pg from 'pg';

/**
 * What the database says of itself, from its own catalogue (the embedded package has no pg_dump):
 * `db/schema.sql` for people and reviews, `tables.ts` for the compiler. A test keeps both fresh.
 */
interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly array: boolean;
  readonly nullable: boolean;
  readonly given: boolean;
  readonly generated: boolean;
  readonly declaration: string;
}

const TYPES: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  int8: 'bigint',
  int4: 'number',
  bool: 'boolean',
  date: 'string',
  timestamptz: 'Date',
  bytea: 'Buffer',
  numeric: 'string',
  daterange: 'string',
  xid8: 'string',
};

async function columns(client: pg.ClientBase): Promise<Column[]> {
  // A view drawn from one table alone lacks a column's value only where the table's own of that name may.
  const { rows } = await client.query<Column>(`
    with drawn as (select r.ev_class as view, min(d.refobjid::int8)::oid as base from pg_rewrite r
        join pg_depend d on d.objid = r.oid and d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid <> r.ev_class
        group by 1 having count(distinct d.refobjid) = 1)
    select c.relname as "table", a.attname as "column",
      coalesce(e.typname, t.typname) as type, e.typname is not null as array,
      not (a.attnotnull or coalesce(o.attnotnull, false)) as nullable, (d.adbin is not null or a.attidentity <> '') as given,
      (a.attgenerated <> '' or a.attidentity = 'a') as generated,
      format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attidentity <> '' then ' generated always as identity'
             when a.attgenerated <> '' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
             when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
        case when a.attnotnull then ' not null' else '' end) as declaration
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    left join drawn on drawn.view = c.oid
    left join pg_attribute o on o.attrelid = drawn.base and o.attname = a.attname
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
    order by c.relname, a.attnum`);
  return rows;
}

/** TypeScript for Kysely: one interface per table. */
export async function tableTypes(client: pg.ClientBase): Promise<string> {
  const byTable = Map.groupBy(await columns(client), (c) => c.table);
  const blocks = [...byTable].map(([table, list]) => {
    const fields = list.map((c) => `    ${JSON.stringify(c.column)}: ${columnType(c)};`);
    return `  ${table}: {\n${fields.join('\n')}\n  };`;
  });
  return [
    '// Made from the database by `bin/db types`; a test keeps it fresh. Not edited by hand.',
    "import type { ColumnType, Generated } from 'kysely';",
    '',
    'export interface Database {',
    ...blocks,
    '}',
    '',
  ].join('\n');
}

function columnType(c: Column): string {
  if (c.type === 'jsonb') {
    return `ColumnType<unknown, ${c.nullable ? 'string | null | undefined' : c.given ? 'string | undefined' : 'string'}, string | null>`;
  }
  const base = (TYPES[c.type] ?? 'string') + (c.array ? '[]' : '');
  const type = c.nullable ? `${base} | null` : base;
  if (c.generated) return `ColumnType<${type}, never, never>`;
  return c.given ? `Generated<${type}>` : type;
}

/** The schema as SQL text in a stable order, for reviews. */
export async function schemaText(client: pg.ClientBase): Promise<string> {
  const byTable = Map.groupBy(await columns(client), (c) => c.table);
  const many = async (text: string): Promise<string[]> =>
    (await client.query<{ line: string }>(text)).rows.map((row) => row.line);
  const constraints = await many(`
    select format('alter table %s add constraint %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c', 'x') order by conrelid::regclass::text, conname`);
  const indexes = await many(`
    select indexdef || ';' as line from pg_indexes i where schemaname = 'public'
      and not exists (select 1 from pg_constraint k where k.conname = i.indexname) order by tablename, indexname`);
  const functions = await many(`
    select pg_get_functiondef(p.oid) || ';' as line from pg_proc p
    where pronamespace = 'public'::regnamespace and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by proname`);
  const triggers = await many(`
    select pg_get_triggerdef(oid) || ';' as line from pg_trigger where not tgisinternal
      and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace) order by tgrelid::regclass::text, tgname`);
  const grants = await many(`
    select format('grant %s on %I to engross_app;', string_agg(lower(privilege_type), ', ' order by privilege_type), table_name) as line
    from information_schema.role_table_grants where grantee = 'engross_app' and table_schema = 'public' group by table_name order by table_name`);
  const views = await many(`
    select format('create view %I with (security_invoker) as%s', viewname, E'\\n' || definition) as line from pg_views
    where schemaname = 'public' order by viewname`);
  const viewNames = new Set(await many(`select viewname as line from pg_views where schemaname = 'public'`));
  const tables = [...byTable]
    .filter(([table]) => !viewNames.has(table))
    .map(([table, list]) => `create table ${table} (\n${list.map((c) => `  ${c.declaration}`).join(',\n')}\n);`);
  const head = '-- Written by `bin/db schema` from the catalogue; a test keeps it fresh. Not edited by hand.';
  return `${[head, ...tables, ...constraints, ...indexes, ...functions, ...triggers, ...views, ...grants].join('\n\n')}\n`;
}
