import type pg from 'pg';
import { handleQuery } from '../../../platform/command.ts';
import { SEAL_START, SEALED_COLUMNS, sealHash } from '../../../platform/sealer.ts';
import { sha256 } from '../../../platform/canonical.ts';
import * as c from '../contract.ts';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly examined: number;
  readonly broken: string | null;
}

/** A check in SQL: counts what it examines and names the first row that breaks it. Shares nothing with the commands but the schema. */
interface SqlCheck {
  readonly name: string;
  readonly examined: string;
  readonly broken: string;
}

const CHECKS: readonly SqlCheck[] = [
  {
    name: 'every journal balances in both currencies',
    examined: 'select count(*) from journal',
    broken: `select 'journal ' || j.id from journal j left join journal_line l on l.journal_id = j.id group by j.id, l.currency
      having count(l.*) = 0 or sum(l.amount) <> 0
      union all select 'journal ' || journal_id from journal_line group by journal_id, entity_id having sum(entity_amount) <> 0`,
  },
  {
    name: 'every journal lies in its period',
    examined: 'select count(*) from journal',
    broken: `select 'journal ' || j.id from journal j join period p on p.id = j.period_id where p.entity_id <> j.entity_id or not p.days @> j.counts_on`,
  },
  {
    name: 'each card carries the sum of its events',
    examined: 'select count(*) from card',
    broken: `select 'card ' || k.number from card k left join card_event e on e.card_id = k.id group by k.id
      having k.wip_minor <> coalesce(sum(e.wip_minor), 0) or k.wip_entity_minor <> coalesce(sum(e.wip_entity_minor), 0)
        or k.open_seconds <> coalesce(sum(e.seconds), 0)
        or (k.state <> 'open' and (k.wip_minor <> 0 or k.open_seconds <> 0))`,
  },
  {
    name: 'open cards equal the WIP control account',
    examined: `select count(*) from card where state = 'open'`,
    broken: `select 'WIP of an entity in ' || coalesce(a.currency, b.currency) from
      (select entity_id, currency, sum(wip_minor) as minor, sum(wip_entity_minor) as entity_minor from card group by 1, 2) a full join
      (select entity_id, currency, sum(amount) as minor, sum(entity_amount) as entity_minor from journal_line where account = '1300' group by 1, 2) b
      on a.entity_id = b.entity_id and a.currency = b.currency
      where coalesce(a.minor, 0) <> coalesce(b.minor, 0) or coalesce(a.entity_minor, 0) <> coalesce(b.entity_minor, 0)`,
  },
  {
    name: 'open invoices equal the receivables control account',
    examined: 'select count(*) from receivable',
    broken: `select 'receivables of an entity in ' || coalesce(a.currency, b.currency) from
      (select entity_id, currency, sum(open_minor) as minor, sum(entity_open_minor) as entity_minor from receivable group by 1, 2) a full join
      (select entity_id, currency, sum(amount) as minor, sum(entity_amount) as entity_minor from journal_line where account in ('1100', '1190') group by 1, 2) b
      on a.entity_id = b.entity_id and a.currency = b.currency
      where coalesce(a.minor, 0) <> coalesce(b.minor, 0) or coalesce(a.entity_minor, 0) <> coalesce(b.entity_minor, 0)`,
  },
  {
    name: 'every invoice foots: lines, tax, total, receivable',
    examined: 'select count(*) from invoice',
    broken: `select 'invoice ' || i.number from invoice i
      left join (select invoice_id, sum(bill_minor) as bill from invoice_line group by 1) l on l.invoice_id = i.id
      left join (select invoice_id, sum(tax_minor) as tax, sum(base_minor) as base from invoice_tax group by 1) t on t.invoice_id = i.id
      left join receivable r on r.invoice_id = i.id
      where coalesce(l.bill, 0) + coalesce(t.tax, 0) <> i.total_minor or coalesce(t.tax, 0) <> i.tax_minor or t.base <> i.total_minor - i.tax_minor
        or r.amount_minor is distinct from i.total_minor`,
  },
  {
    name: 'invoice numbers are gapless per series',
    examined: 'select count(*) from invoice',
    broken: `select 'series ' || s.prefix from number_series s left join invoice i on i.entity_id = s.entity_id and i.series_year = s.year
      where s.document_type = 'invoice' group by s.entity_id, s.document_type, s.year
      having count(i.id) <> s.next - 1 or coalesce(max(i.series_number), 0) <> s.next - 1`,
  },
  {
    name: 'what billing relieved equals the shares on its invoices, and what came back equals what was reversed or credited',
    examined: 'select count(*) from invoice_line',
    broken: `select 'card ' || k.number from (
        select card_id, sum(wip) as wip, sum(entity) as entity from (
          select l.card_id, l.wip_minor as wip, l.wip_entity_minor as entity from invoice_line l
          union all select l.card_id, -l.wip_minor, -l.wip_entity_minor from invoice_line l join invoice_reversal v on v.invoice_id = l.invoice_id
          union all select x.card_id, -x.wip_minor, -x.wip_entity_minor from correction_line x join correction c on c.id = x.correction_id
            where c.restores_wip and c.document_type = 'credit-note' and not exists (select 1 from correction_reversal v where v.correction_id = c.id)) a group by 1) b
      full join (select card_id, sum(wip_minor) as wip, sum(wip_entity_minor) as entity from card_event where kind in ('relieved', 'restored') group by 1) e
        on e.card_id = b.card_id
      join card k on k.id = coalesce(b.card_id, e.card_id)
      where coalesce(b.wip, 0) <> -coalesce(e.wip, 0) or coalesce(b.entity, 0) <> -coalesce(e.entity, 0)`,
  },
];

export const proveBooks = handleQuery(c.proveBooks, async ({ client }) => {
  const checks: Check[] = [];
  for (const check of CHECKS) checks.push(await run(client, check));
  checks.push(await documentsMatch(client), await snapshotsMatch(client));
  const chain = await chainIsWhole(client);
  checks.push(chain.check);
  return { ok: checks.every((check) => check.ok), checks, unsealed: chain.unsealed };
});

async function run(client: pg.PoolClient, check: SqlCheck): Promise<Check> {
  const { rows: counted } = await client.query<{ n: bigint }>(`select (${check.examined})::int8 as n`);
  const { rows: broken } = await client.query<Record<string, string>>(`${check.broken} limit 1`);
  const first = broken[0] ? (Object.values(broken[0])[0] ?? 'a record') : null;
  return { name: check.name, ok: first === null, examined: Number(counted[0]?.n ?? 0n), broken: first };
}

async function documentsMatch(client: pg.PoolClient): Promise<Check> {
  return await run(client, {
    name: 'each document’s hash matches its bytes',
    examined: 'select count(*) from document',
    broken: `select 'document ' || encode(hash, 'hex') from document where sha256(bytes) <> hash`,
  });
}

async function snapshotsMatch(client: pg.PoolClient): Promise<Check> {
  const { rows } = await client.query<{ number: string; snapshot: string; snapshot_hash: Buffer }>(
    'select number, snapshot, snapshot_hash from invoice order by number',
  );
  const broken = rows.find((r) => !sha256(r.snapshot).equals(r.snapshot_hash));
  return {
    name: 'each invoice’s snapshot matches its hash',
    ok: !broken,
    examined: rows.length,
    broken: broken ? `invoice ${broken.number}` : null,
  };
}

/** Recomputes the chain from its first record. */
async function chainIsWhole(client: pg.PoolClient): Promise<{ check: Check; unsealed: number }> {
  const { rows } = await client.query<{ sequence: bigint; seal: Buffer; event_id: string } & Record<string, unknown>>(
    `select s.sequence, s.hash as seal, s.event_id, ${SEALED_COLUMNS} from event_seal s left join event e on e.id = s.event_id order by s.sequence`,
  );
  let before: Buffer = SEAL_START;
  let expected = 0n;
  let broken: string | null = null;
  for (const { sequence, seal, event_id, ...event } of rows) {
    expected += 1n;
    before = sealHash(before, expected, event);
    if (sequence !== expected || event['id'] !== event_id || !before.equals(seal)) {
      broken = `audit record ${expected}`;
      break;
    }
  }
  const { rows: tail } = await client.query<{ n: number }>(
    'select count(*)::int as n from event e where not exists (select 1 from event_seal s where s.event_id = e.id)',
  );
  return {
    check: { name: 'the audit chain is whole', ok: broken === null, examined: rows.length, broken },
    unsealed: tail[0]?.n ?? 0,
  };
}
