import { sql } from 'kysely';
import { addDays, type Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import { missingOf } from '../../matters/index.ts';
import { checkOf } from '../catalogue.ts';
import * as c from '../contract.ts';
import { DIGEST_WEEKDAY } from '../digest.ts';
import { statisticsOf } from './rules.ts';

const WEEK = 7;

export const showDigest = handleQuery(c.showDigest, async (reading, input) => {
  const to = input.to ?? reading.today;
  return await digestOf(reading, input.from ?? addDays(to, -WEEK + 1), to);
});

/** What was raised, mended, waived and escaped between two days, both included, and the risk as it is now. */
export async function digestOf(reading: Reading, from: Day, to: Day): Promise<OutputOf<typeof c.showDigest>> {
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
    weekday: await digestWeekday(reading.db),
  };
}

/** The day of the week on which the digest goes out, Monday = 1; null when it doesn't. */
export async function digestWeekday(db: Reading['db']): Promise<number | null> {
  const row = await db
    .selectFrom('digest_policy')
    .select('weekday')
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? DIGEST_WEEKDAY : row.weekday;
}

async function riskNow(db: Reading['db']) {
  const { rows } = await sql<{ currency: string; block: number; fix: number; warn: number; minor: bigint }>`
    select f.currency, sum(f.block)::int as block, sum(f.fix)::int as fix, sum(f.warn)::int as warn, sum(f.at_stake_minor)::int8 as minor
    from flag_standing f join proforma_head p on p.id = f.proforma_id and p.state not in ('billed', 'closed', 'reversed')
    group by 1 order by 1`.execute(db);
  const count = (severity: 'block' | 'fix' | 'warn'): number => rows.reduce((sum, row) => sum + row[severity], 0);
  return {
    open: { block: count('block'), fix: count('fix'), warn: count('warn') },
    atStake: rows.map((row) => wire(row.minor, row.currency)),
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
