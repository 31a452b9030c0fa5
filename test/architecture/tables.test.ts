import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, it } from 'vitest';
import { MODULE_MAP, type ModuleName, PUBLISHED_TABLES, UPWARD_VIEWS } from '../../src/modules/module-map.ts';
import { HOME, type Source, sources } from './sources.ts';

/** The books are proved from the ground, by SQL that shares nothing with the modules but their tables. */
const PROOF = 'src/modules/reports/queries/proof/';

const SCHEMA = readFileSync(join(HOME, 'db/schema.sql'), 'utf8');
const TABLES = new Set([...SCHEMA.matchAll(/^create table (\w+)/gm)].map((m) => m[1] ?? ''));
const VIEWS = viewsOf(SCHEMA);
const OWNER = ownersOf();

/** Each view with the first table or view it is drawn from: whose it is. */
function viewsOf(schema: string): Map<string, string> {
  const views = new Map<string, string>();
  for (const [, name = '', body = ''] of schema.matchAll(
    /^create view (\w+) with \(security_invoker\) as\n(.*?);$/gms,
  )) {
    // Sub-selects in the list of columns stand before the FROM of the view itself, which begins its line.
    const from = /^\s*FROM \(*(\w+)/m.exec(body);
    views.set(name, from?.[1] ?? '');
  }
  return views;
}

/** Tables as the first sentence under “Owns” of each module's README names them; all others are the platform's. */
function ownersOf(): Map<string, string> {
  const owner = new Map<string, string>();
  for (const path of globSync('src/modules/*/README.md', { cwd: HOME })) {
    const owns = /## Owns\s+Tables? (.*?)\.(\s|$)/s.exec(readFileSync(join(HOME, path), 'utf8'));
    const module = path.replaceAll('\\', '/').split('/')[2] ?? '';
    for (const [, table = ''] of (owns?.[1] ?? '').matchAll(/`(\w+)`/g)) owner.set(table, module);
  }
  return owner;
}

function ownerOf(relation: string): string {
  const base = VIEWS.get(relation);
  return base === undefined ? (OWNER.get(relation) ?? 'platform') : ownerOf(base);
}

interface Named {
  readonly path: string;
  readonly module: ModuleName;
  readonly relation: string;
  readonly writes: boolean;
}

const READERS = new Set(['selectFrom', 'innerJoin', 'leftJoin']);
const WRITERS = new Set(['insertInto', 'updateTable', 'deleteFrom']);

/** Every table and view that a source names: in SQL text after its keyword, in Kysely's calls, and by its name alone. */
function namesIn(source: Source): Named[] {
  const named: Named[] = [];
  const module = source.path.split('/')[2] as ModuleName;
  const take = (relation: string | undefined, writes: boolean): void => {
    if (relation !== undefined && (TABLES.has(relation) || VIEWS.has(relation)))
      named.push({ path: source.path, module, relation, writes });
  };
  const text = (sql: string): void => {
    for (const [, verb = '', name] of sql.matchAll(/\b(delete from|insert into|update|from|join)\s+(\w+)/gi))
      take(name, /^(delete|insert|update)/i.test(verb));
    for (const [, name] of sql.matchAll(/\bfrom\s+\w+(?:\s+\w+)?\s*,\s*(\w+)/gi)) take(name, false);
    if (sql.includes('_')) take(sql, false);
  };
  walk(parseSync(source.path, source.text).program, (node) => {
    if (node['type'] === 'Literal' && typeof node['value'] === 'string') text(node['value']);
    if (node['type'] === 'TemplateLiteral')
      text((node['quasis'] as { value: { cooked: string } }[]).map((q) => q.value.cooked).join(' ? '));
    if (node['type'] !== 'CallExpression') return;
    const called = (node['callee'] as { property?: { name?: string } }).property?.name ?? '';
    const [first] = node['arguments'] as { value?: unknown }[];
    if (typeof first?.value !== 'string') return;
    if (READERS.has(called)) take(first.value.split(' ')[0], false);
    if (WRITERS.has(called)) take(first.value, true);
  });
  return named;
}

function walk(node: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) for (const each of node) walk(each, visit);
  else if (typeof node === 'object' && node !== null) {
    visit(node as Record<string, unknown>);
    for (const value of Object.values(node)) walk(value, visit);
  }
}

const FILES = sources('src/modules/*/**/*.ts').filter((s) => !s.path.startsWith(PROOF));
const NAMED = FILES.flatMap(namesIn);

function allowed({ module, relation, writes }: Named): boolean {
  const owner = ownerOf(relation);
  if (owner === module || owner === 'platform') return true;
  if (writes) return false;
  const row: readonly string[] = MODULE_MAP[module];
  const published: readonly string[] = [...VIEWS.keys(), ...PUBLISHED_TABLES];
  if (row.includes(owner)) return published.includes(relation);
  return (UPWARD_VIEWS[module] ?? []).includes(relation);
}

it('reads the sources, the tables, their owners and the views, not none', () => {
  expect(FILES.length).toBeGreaterThan(300);
  expect(NAMED.length).toBeGreaterThan(900);
  expect(NAMED.filter((n) => n.writes).length).toBeGreaterThan(80);
  expect(OWNER.size).toBeGreaterThan(95);
  expect([...VIEWS.values()].filter((base) => TABLES.has(base) || VIEWS.has(base)).length).toBe(VIEWS.size);
});

it('every table that a README claims is there, and has one owner', () => {
  expect([...OWNER.keys()].filter((table) => !TABLES.has(table))).toEqual([]);
});

it('a module names its own tables, the views of the modules in its row, and of others what they publish to it', () => {
  const broken = NAMED.filter((n) => !allowed(n)).map(
    (n) => `${n.path} ${n.writes ? 'writes' : 'reads'} ${n.relation} of ${ownerOf(n.relation)}`,
  );
  expect([...new Set(broken)].toSorted()).toEqual([]);
});

it('nothing is published upward that nobody reads', () => {
  const idle = Object.entries(UPWARD_VIEWS).flatMap(([module, views]) =>
    views
      .filter((view) => !NAMED.some((n) => n.module === module && n.relation === view))
      .map((v) => `${module}: ${v}`),
  );
  expect(idle).toEqual([]);
});
