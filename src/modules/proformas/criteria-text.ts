import { amountText } from '../../kernel/money.ts';
import type { CriteriaNames, RunCriteria } from './contract/runs.ts';

const KIND = { time: 'fees', disbursement: 'disbursements', charge: 'charges' } as const;
const TOGETHER = {
  matter: 'each matter alone',
  family: 'a family on one proforma',
  client: 'a client on one proforma',
  group: 'a group on one proforma',
  payer: 'those of the same payers on one proforma',
} as const;

/** What a run asks for, in words; its days are said apart. */
export function criteriaText(criteria: Omit<RunCriteria, 'throughDay' | 'fromDay'>, names: CriteriaNames): string {
  const whose = [
    names.client,
    criteria.group === undefined ? '' : `group ${criteria.group}`,
    names.family === '' ? '' : `family ${names.family}`,
    names.matter === '' ? '' : `matter ${names.matter}`,
    names.billingTimekeeper === '' ? '' : `billed by ${names.billingTimekeeper}`,
    names.entity,
  ].filter(Boolean);
  const how = [
    criteria.kinds.length < 3 ? `${criteria.kinds.map((kind) => KIND[kind]).join(' and ')} only` : '',
    ...criteria.thresholds.map(
      (least) => `at least ${amountText(BigInt(least.minor), least.currency)} ${least.currency}`,
    ),
    criteria.asked ? 'only what was asked for on ageing lists' : '',
    criteria.existing === 'gather' ? 'open proformas filled' : '',
    criteria.cycles ? '' : 'also what isn’t due by its cycle',
    criteria.together === undefined ? '' : TOGETHER[criteria.together],
  ].filter(Boolean);
  return [whose.length === 0 ? 'All clients' : whose.join(', '), ...how].join('; ');
}
