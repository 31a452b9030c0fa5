import { sql } from 'kysely';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import { checkOf } from '../catalogue.ts';
import { type Severity, SEVERITIES } from '../check.ts';
import * as c from '../contract.ts';

type Row = OutputOf<typeof c.showQueue>['rows'][number];

interface FlagRow {
  readonly proforma_id: string;
  readonly fingerprint: string;
  readonly code: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly currency: string;
  readonly at_stake_minor: bigint;
  readonly suggests: string | null;
  readonly waived: boolean;
}

interface HeadRow {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly client: string;
  readonly matter: string;
  readonly matter_name: string;
  readonly timekeeper: string;
  readonly currency: string;
  readonly looked_at: Date | null;
  readonly behind: boolean;
}

/** Stored flags; the desk shows them as they are now. Severity first, then the money in question. */
export const showQueue = handleQuery(c.showQueue, async ({ db }, input) => {
  const flags = await openFlags(db, input.clientId ?? null);
  const heads = await openHeads(db, input.clientId ?? null, input.words, input.unsubmitted === true);
  const known = new Set(heads.map((head) => head.id));
  const mine = flags.filter(
    (flag) =>
      known.has(flag.proforma_id) &&
      (input.severity === undefined || flag.severity === input.severity) &&
      (input.code === undefined || flag.code === input.code),
  );
  const shown = input.waived === true ? mine : mine.filter((flag) => !flag.waived);
  const byProforma = Map.groupBy(shown, (flag) => flag.proforma_id);
  const rows = heads
    .flatMap((head) => {
      const own = byProforma.get(head.id);
      return own === undefined ? [] : [queueRow(head, own)];
    })
    .toSorted(byRisk);
  const count = (severity: Severity): number => shown.filter((flag) => flag.severity === severity).length;
  return {
    total: rows.length,
    counts: { block: count('block'), fix: count('fix'), warn: count('warn'), info: count('info') },
    codes: [...Map.groupBy(shown, (flag) => flag.code)]
      .map(([code, group]) => ({
        code,
        title: checkOf(code)?.title ?? code,
        severity: group[0]?.severity ?? 'info',
        count: group.length,
      }))
      .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.count - a.count),
    rows: rows.slice(input.offset, input.offset + input.limit),
  };
});

function queueRow(head: HeadRow, flags: readonly FlagRow[]): Row {
  const open = flags.filter((flag) => !flag.waived);
  const count = (severity: Severity): number => open.filter((flag) => flag.severity === severity).length;
  const serious = open.filter((flag) => flag.severity !== 'info');
  return {
    proformaId: head.id,
    number: head.number,
    state: head.state,
    client: head.client,
    matter: head.matter,
    matterName: head.matter_name,
    billingTimekeeper: head.timekeeper,
    block: count('block'),
    fix: count('fix'),
    warn: count('warn'),
    info: count('info'),
    waived: flags.length - open.length,
    atStake: wire(
      serious.reduce((sum, flag) => sum + flag.at_stake_minor, 0n),
      head.currency,
    ),
    lookedAt: head.looked_at === null ? null : instant(head.looked_at),
    behind: head.behind,
    flags: flags
      .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
      .map((flag) => ({
        fingerprint: flag.fingerprint,
        code: flag.code,
        title: checkOf(flag.code)?.title ?? flag.code,
        severity: flag.severity,
        sentence: flag.sentence,
        atStake: wire(flag.at_stake_minor, flag.currency),
        fixable: flag.suggests,
        waived: flag.waived,
      })),
  };
}

function byRisk(a: Row, b: Row): number {
  for (const severity of ['block', 'fix', 'warn'] as const) {
    const [has, other] = [a[severity] > 0, b[severity] > 0];
    if (has !== other) return has ? -1 : 1;
    if (has) break;
  }
  const [x, y] = [BigInt(a.atStake.minor), BigInt(b.atStake.minor)];
  return x === y ? Number(a.number) - Number(b.number) : x > y ? -1 : 1;
}

async function openFlags(db: Reading['db'], clientId: string | null): Promise<readonly FlagRow[]> {
  const { rows } = await sql<FlagRow>`
    select f.proforma_id, f.fingerprint, f.code, f.severity, f.sentence, f.currency, f.at_stake_minor, f.suggests, w.id is not null as waived
    from flag f left join flag_waiver w on w.fingerprint = f.fingerprint and w.withdrawn_at is null
    where f.gone_at is null and (${clientId}::uuid is null or f.client_id = ${clientId}::uuid)`.execute(db);
  return rows;
}

async function openHeads(
  db: Reading['db'],
  clientId: string | null,
  words: string,
  unsubmitted: boolean,
): Promise<readonly HeadRow[]> {
  const like = `%${words}%`;
  const { rows } = await sql<HeadRow>`
    select p.id, p.number::text, p.state, m.client_name as client, a.numbers as matter, m.name as matter_name, t.initials as timekeeper, p.currency,
      l.looked_at, coalesce(l.proforma_version <> p.version, true) as behind
    from proforma_head p join matter_brief m on m.id = p.matter_id join proforma_about a on a.proforma_id = p.id
      join timekeeper_brief t on t.id = p.billing_timekeeper_id
      left join flag_look l on l.proforma_id = p.id
    where p.state not in ('billed', 'closed', 'reversed') and (${clientId}::uuid is null or p.client_id = ${clientId}::uuid)
      and (not ${unsubmitted} or p.state in ('generated', 'pre-review'))
      and (${words} = '' or p.number::text = ${words} or exists (select 1 from matter_on_proforma o join matter_brief b on b.id = o.matter_id
        where o.proforma_id = p.id and (b.client_name ilike ${like} or b.number ilike ${like} or b.name ilike ${like})))`.execute(
    db,
  );
  return rows;
}
