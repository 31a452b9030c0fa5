import { type RawBuilder, sql } from 'kysely';
import { sum, wire } from '../../../kernel/money.ts';
import { handleQuery, type Query, type Reading } from '../../../platform/command.ts';
import { recordedBy } from '../../../platform/sql-day.ts';
import { ACCOUNTS } from '../../ledger/index.ts';
import * as c from '../contract.ts';

interface Span {
  readonly from: string;
  readonly to: string;
  readonly entityId?: string | undefined;
  readonly knownAt?: string | undefined;
}

interface Row {
  entity_id: string;
  entity: string;
  entity_currency: string;
  basis: string;
  currency: string;
  opening: bigint;
  entity_opening: bigint;
  control: bigint;
  entity_control: bigint;
  steps: Record<string, [string, string]>;
}

/** Which step of the roll-forward a kind of event is. */
const WIP_STEP: Readonly<Record<string, (typeof c.WIP_STEPS)[number]>> = {
  posted: 'posted',
  're-rated': 'reRated',
  'transferred-out': 'transferred',
  'transferred-in': 'transferred',
  // Between cards of one matter, so they come to zero together.
  'divided-out': 'transferred',
  'divided-in': 'transferred',
  'combined-out': 'transferred',
  'combined-in': 'transferred',
  revalued: 'revalued',
  relieved: 'relieved',
  restored: 'restored',
  purged: 'purged',
  'purge-reversed': 'purged',
  'taken-back': 'takenBack',
};
const RECEIVABLE_STEP: Readonly<Record<string, (typeof c.RECEIVABLE_STEPS)[number]>> = {
  issued: 'invoiced',
  opening: 'openingBalances',
  'taken-back': 'openingBalances',
  allocated: 'received',
  difference: 'differences',
  applied: 'onAccount',
  credited: 'credited',
  'written-off': 'writtenOff',
  unbilled: 'unbilled',
  'allocated-reversed': 'reversed',
  'difference-reversed': 'reversed',
  'applied-reversed': 'reversed',
  'credited-reversed': 'reversed',
  'written-off-reversed': 'reversed',
};

/** Opening, every kind of event in the span, and the control account at its end, per entity and currency. */
async function rolled(
  db: Reading['db'],
  span: Span,
  book: RawBuilder<unknown>,
  accounts: readonly string[],
): Promise<Row[]> {
  const one = sql`(${span.entityId ?? null}::uuid is null or entity_id = ${span.entityId ?? null}::uuid)`;
  const known = recordedBy('recorded_at', span.knownAt);
  const { rows } = await sql<Row>`
    with moved as (select entity_id, currency, counts_on < ${span.from}::date as before, kind, sum(minor) as minor, sum(entity_minor) as entity_minor
        from (${book}) b where counts_on <= ${span.to}::date and ${one} and ${known} group by 1, 2, 3, 4),
      rolled as (select entity_id, currency, coalesce(sum(minor) filter (where before), 0)::int8 as opening,
          coalesce(sum(entity_minor) filter (where before), 0)::int8 as entity_opening,
          coalesce(jsonb_object_agg(kind, jsonb_build_array(minor::text, entity_minor::text)) filter (where not before), '{}') as steps
        from moved group by 1, 2),
      control as (select l.entity_id, l.currency, sum(l.amount)::int8 as minor, sum(l.entity_amount)::int8 as entity_minor
        from journal_posting l join journal_record j on j.id = l.journal_id
        where l.account = any (${accounts}) and j.counts_on <= ${span.to}::date and ${known}
          and (${span.entityId ?? null}::uuid is null or l.entity_id = ${span.entityId ?? null}::uuid) group by 1, 2)
    select e.id as entity_id, e.code as entity, e.currency as entity_currency, e.basis, coalesce(r.currency, k.currency) as currency, coalesce(r.opening, 0) as opening,
      coalesce(r.entity_opening, 0) as entity_opening, coalesce(k.minor, 0) as control, coalesce(k.entity_minor, 0) as entity_control,
      coalesce(r.steps, '{}') as steps
    from rolled r full join control k on k.entity_id = r.entity_id and k.currency = r.currency
    join legal_entity e on e.id = coalesce(r.entity_id, k.entity_id) order by e.code, 4`.execute(db);
  return rows;
}

/** A row per currency and one per entity in its own currency, each closing beside what the control account says. */
function rowsOf<Step extends string>(
  rows: readonly Row[],
  steps: readonly Step[],
  stepOf: Readonly<Record<string, Step>>,
  accountOf: (basis: string) => string,
) {
  const line = (of: readonly Row[], measure: 'transaction' | 'entity') => {
    const [first] = of;
    const at = measure === 'entity' ? 1 : 0;
    const currency = (measure === 'entity' ? first?.entity_currency : first?.currency) ?? '';
    const opening = sum(of.map((r) => (at === 1 ? r.entity_opening : r.opening)));
    const control = sum(of.map((r) => (at === 1 ? r.entity_control : r.control)));
    const moved = (step: Step) =>
      sum(of.flatMap((r) => Object.entries(r.steps).map(([kind, m]) => (stepOf[kind] === step ? BigInt(m[at]) : 0n))));
    const closing = opening + sum(steps.map(moved));
    return {
      entity: first?.entity ?? '',
      entityId: first?.entity_id ?? '',
      measure,
      opening: wire(opening, currency),
      ...(Object.fromEntries(steps.map((s) => [s, wire(moved(s), currency)])) as Record<Step, ReturnType<typeof wire>>),
      closing: wire(closing, currency),
      account: accountOf(first?.basis ?? ''),
      control: wire(control, currency),
      difference: wire(closing - control, currency),
      tied: closing === control,
    };
  };
  return [...Map.groupBy(rows, (r) => r.entity_id).values()].flatMap((ofEntity) => [
    ...ofEntity.map((row) => line([row], 'transaction')),
    line(ofEntity, 'entity'),
  ]);
}

const wip = handleQuery(c.rollWip, async ({ db }, input) => {
  const book = sql`select entity_id, currency, counts_on, recorded_at, kind, wip_minor as minor, wip_entity_minor as entity_minor from card_step`;
  const rows = await rolled(db, input, book, [ACCOUNTS.wip]);
  return { from: input.from, to: input.to, rows: rowsOf(rows, c.WIP_STEPS, WIP_STEP, () => ACCOUNTS.wip) };
});

const receivables = handleQuery(c.rollReceivables, async ({ db }, input) => {
  const book = sql`select r.entity_id, r.currency, s.counts_on, s.recorded_at, s.kind, s.amount_minor as minor, s.entity_minor
    from receivable_step s join receivable_head r on r.id = s.receivable_id`;
  const rows = await rolled(db, input, book, [ACCOUNTS.receivable, ACCOUNTS.receivableMemo]);
  const accountOf = (basis: string) => (basis === 'accrual' ? ACCOUNTS.receivable : ACCOUNTS.receivableMemo);
  return {
    from: input.from,
    to: input.to,
    rows: rowsOf(rows, c.RECEIVABLE_STEPS, RECEIVABLE_STEP, accountOf),
  };
});

export const rollForwardQueries: readonly Query[] = [wip, receivables];
