import { budgetChecks } from './checks/budgets.ts';
import { codeChecks } from './checks/codes.ts';
import { confidentialChecks } from './checks/confidential.ts';
import { docketChecks } from './checks/docket.ts';
import { documentChecks } from './checks/documents.ts';
import { moneyChecks } from './checks/money.ts';
import { narrativeChecks } from './checks/narrative.ts';
import { peopleChecks } from './checks/people.ts';
import { processChecks } from './checks/process.ts';
import { rateChecks } from './checks/rates.ts';
import { reviewChecks } from './checks/review.ts';
import { taxChecks } from './checks/tax.ts';
import { taskChecks } from './checks/tasks.ts';
import { termsChecks } from './checks/terms.ts';
import { timeChecks } from './checks/time.ts';
import { unusualChecks } from './checks/unusual.ts';
import { waitingChecks } from './checks/waiting.ts';
import type { Check } from './check.ts';

/** All that can be looked for, in the order in which people read it. */
export const CATALOGUE: readonly Check[] = [
  ...processChecks,
  ...reviewChecks,
  ...docketChecks,
  ...rateChecks,
  ...moneyChecks,
  ...taxChecks,
  ...budgetChecks,
  ...termsChecks,
  ...confidentialChecks,
  ...narrativeChecks,
  ...taskChecks,
  ...timeChecks,
  ...peopleChecks,
  ...codeChecks,
  ...documentChecks,
  ...unusualChecks,
  ...waitingChecks,
];

const BY_CODE = new Map(CATALOGUE.map((check) => [check.code, check]));

export function checkOf(code: string): Check | null {
  return BY_CODE.get(code) ?? null;
}
