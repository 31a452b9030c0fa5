import { sql } from 'kysely';
import { addDays, type Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import { missingOf } from '../../matters/index.ts';
import { checkOf } from '../catalogue.ts';
import * as c from '../contract.ts';
import { CHECKLIST } from '../contract/quality.ts';
import { samplePolicy } from '../store/samples.ts';
import { statisticsOf } from './rules.ts';

export const listSamples = handleQuery(c.listSamples, async ({ db }, input) => {
  const policy = await samplePolicy(db);
  const { rows } = await sql<{
    proformaId: string;
    number: string;
    state: string;
    client: string;
    matter: string;
    why: string;
    picked_at: Date;
    outcome: 'waiting' | 'passed' | 'returned';
    checker: string | null;
    note: string;
  }>`
    select s.proforma_id as "proformaId", p.number::text, p.state, m.client_name as client, m.number as matter, s.why, s.picked_at, s.state as outcome,
      x.name as checker, s.note
    from sample s join proforma_head p on p.id = s.proforma_id join matter_brief m on m.id = p.matter_id left join person_brief x on x.id = s.checker_id
    where (${input.waiting === true}::bool is false or (s.state <> 'passed' and p.state not in ('billed', 'closed', 'reversed')))
    order by s.state = 'passed', s.picked_at desc limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    policy: { sharePpm: policy.sharePpm, codes: [...policy.codes] },
    rows: rows.map(({ picked_at, checker, ...row }) => ({
      ...row,
      pickedAt: instant(picked_at),
      checker: checker ?? '',
    })),
  };
});

export const listAudits = handleQuery(c.listAudits, async ({ db }, input) => {
  const { rows: counts } = await sql<{ footed: number; different: number; unread: number; unfooted: number }>`
    select count(*)::int as footed, count(*) filter (where differences <> '{}')::int as different,
      count(*) filter (where sampled and outcome is null)::int as unread,
      (select count(*)::int from invoice_head i where not exists (select 1 from invoice_audit a where a.invoice_id = i.id)) as unfooted
    from invoice_audit`.execute(db);
  const { rows } = await sql<{
    invoiceId: string;
    number: string;
    client: string;
    invoiceDate: Day;
    currency: string;
    total_minor: bigint;
    differences: string[];
    sampled: boolean;
    outcome: 'clean' | 'minor' | 'wrong' | null;
    reader: string | null;
    note: string;
    read_at: Date | null;
  }>`
    select a.invoice_id as "invoiceId", i.number, c.name as client, i.invoice_date as "invoiceDate", i.currency, i.total_minor, a.differences, a.sampled,
      a.outcome, x.name as reader, a.note, a.read_at
    from invoice_audit a join invoice_head i on i.id = a.invoice_id join client_brief c on c.id = i.client_id left join person_brief x on x.id = a.reader_id
    where (${input.unread === true}::bool is false or (a.sampled and a.outcome is null)) and (${input.different === true}::bool is false or a.differences <> '{}')
    order by a.differences = '{}', i.invoice_date desc, i.number desc limit ${input.limit} offset ${input.offset}`.execute(
    db,
  );
  return {
    ...(counts[0] ?? { footed: 0, different: 0, unread: 0, unfooted: 0 }),
    checklist: [...CHECKLIST],
    rows: rows.map(({ currency, total_minor, reader, read_at, ...row }) => ({
      ...row,
      total: wire(total_minor, currency),
      reader: reader ?? '',
      readAt: read_at === null ? null : instant(read_at),
    })),
  };
});

const WEEK = 7;

export const showDigest = handleQuery(c.showDigest, async (reading, input) => {
  const to = input.to ?? reading.today;
  const from = input.from ?? addDays(to, -WEEK + 1);
  const statistics = await statisticsOf(reading.db, from, to);
  const rules = [...statistics].map(([code, counts]) => ({ code, title: checkOf(code)?.title ?? code, ...counts }));
  const total = (of: 'raised' | 'mended' | 'waived' | 'escaped'): number =>
    rules.reduce((sum, rule) => sum + rule[of], 0);
  const risk = await riskNow(reading.db);
  return {
    from,
    to,
    raised: total('raised'),
    mended: total('mended'),
    waived: total('waived'),
    escaped: total('escaped'),
    open: risk.open,
    atStake: risk.atStake,
    rules: rules.toSorted((a, b) => b.raised - a.raised),
    waivers: await waiversIn(reading.db, from, to),
    setUp: await setUpGate(reading),
  };
});

async function riskNow(db: Reading['db']) {
  const { rows } = await sql<{ severity: string; currency: string; count: number; minor: bigint }>`
    select f.severity, f.currency, count(*)::int as count, sum(f.at_stake_minor)::int8 as minor
    from flag f join proforma_head p on p.id = f.proforma_id and p.state not in ('billed', 'closed', 'reversed')
    where f.gone_at is null and f.severity <> 'info'
      and not exists (select 1 from flag_waiver w where w.fingerprint = f.fingerprint and w.withdrawn_at is null) group by 1, 2`.execute(
    db,
  );
  const count = (severity: string): number =>
    rows.filter((row) => row.severity === severity).reduce((sum, row) => sum + row.count, 0);
  return {
    open: { block: count('block'), fix: count('fix'), warn: count('warn') },
    atStake: [...Map.groupBy(rows, (row) => row.currency)].map(([currency, group]) =>
      wire(
        group.reduce((sum, row) => sum + row.minor, 0n),
        currency,
      ),
    ),
  };
}

async function waiversIn(db: Reading['db'], from: Day, to: Day) {
  const { rows } = await sql<{
    sentence: string;
    reason: string;
    who: string | null;
    proformaId: string;
    number: string;
    recorded_at: Date;
  }>`
    select w.sentence, w.reason, x.name as who, w.proforma_id as "proformaId", p.number::text, w.recorded_at
    from flag_waiver w join proforma_head p on p.id = w.proforma_id left join person_brief x on x.id = w.actor_id
    where w.withdrawn_at is null and w.severity in ('block', 'fix') and w.recorded_at >= ${from}::date and w.recorded_at < ${to}::date + 1
    order by w.recorded_at desc limit 200`.execute(db);
  return rows.map(({ who, recorded_at, ...row }) => ({ ...row, who: who ?? '', recordedAt: instant(recorded_at) }));
}

const GATE = 200;

/** Open matters that couldn't be billed today for want of something in their set-up, from the day they are opened. */
async function setUpGate(reading: Reading) {
  const { db } = reading;
  const { rows } = await sql<{
    id: string;
    number: string;
    name: string;
    client: string;
    owner: string;
    opened_on: Day;
  }>`
    select m.id, m.number, b.name, b.client_name as client, t.name as owner, m.opened_on
    from matter_case m join matter_brief b on b.id = m.id join timekeeper_brief t on t.id = m.responsible_timekeeper_id
    where m.closed_on is null and not b.closed_to_billing order by m.opened_on desc, m.number`.execute(db);
  const missing = await missingOf(
    db,
    rows.map((row) => row.id),
    reading.today,
  );
  return rows
    .flatMap((row) => {
      const lacks = missing.get(row.id) ?? [];
      if (lacks.length === 0) return [];
      return [
        {
          matterId: row.id,
          matter: row.number,
          name: row.name,
          client: row.client,
          owner: row.owner,
          openedOn: row.opened_on,
          missing: lacks.map((one) => `${one.what} ${one.mend}`),
          hrefs: [...new Set(lacks.map((one) => one.href))],
        },
      ];
    })
    .slice(0, GATE);
}
