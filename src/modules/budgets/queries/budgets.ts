import { sql } from 'kysely';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Query } from '../../../platform/command.ts';
import * as c from '../contract/budgets.ts';
import { type BudgetNow, budgetsNow, budgetsOf } from '../store/budgets.ts';

const list = handleQuery(c.listBudgets, async ({ db, today }, input) => {
  const found =
    input.matterId === undefined
      ? await budgetsNow(
          db,
          today,
          sql<boolean>`(${input.clientId ?? null}::uuid is null or b.client_id = ${input.clientId ?? null}::uuid)`,
        )
      : ((await budgetsOf(db, today, [input.matterId])).get(input.matterId) ?? []);
  return { rows: found.map(present) };
});

function present(budget: BudgetNow) {
  const money = (minor: bigint) => wire(minor, budget.currency);
  return {
    lineId: budget.lineId,
    name: budget.name,
    scope: budget.matterId ? ('matter' as const) : budget.familyId ? ('family' as const) : ('portfolio' as const),
    clientId: budget.clientId,
    client: budget.client,
    matterId: budget.matterId,
    matter: budget.matter,
    familyId: budget.familyId,
    family: budget.family,
    covers: budget.covers,
    taskCodes: [...budget.taskCodes],
    amount: money(budget.amountMinor),
    from: budget.from,
    to: budget.to,
    since: budget.since,
    source: budget.source,
    billed: money(budget.billedMinor),
    wip: money(budget.wipMinor),
    used: money(budget.usedMinor),
    left: money(budget.leftMinor),
    usedPpm: Number(budget.usedPpm),
    expected: money(budget.expectedMinor),
    atCompletion: money(budget.atCompletionMinor),
    variance: money(budget.varianceMinor),
    matters: budget.matterIds.length,
    leftOut: budget.leftOut,
  };
}

export const queries: readonly Query[] = [list];
