import { handleQuery, NotFound, type Query } from '../../platform/command.ts';
import { scopeSaid, type TaxedLine } from '../firm/index.ts';
import * as c from './contract.ts';
import { payerFacts, taxesOf } from './store.ts';

const LINES: Readonly<Record<'fees' | 'charges' | 'disbursement' | 'soft cost', Omit<TaxedLine, 'expenseCode'>>> = {
  fees: { kind: 'time', costKind: null },
  charges: { kind: 'charge', costKind: null },
  disbursement: { kind: 'disbursement', costKind: 'hard' },
  'soft cost': { kind: 'disbursement', costKind: 'soft' },
};

/** Stands for a payer that might be. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

const tryRules = handleQuery(c.tryTaxRules, async ({ db }, input) => {
  const { payerId, country = '', payerKind = 'unknown' } = input;
  const [known] =
    payerId === undefined
      ? [{ id: NOBODY, name: 'Such a payer', country, kind: payerKind }]
      : await payerFacts(db, [payerId]);
  if (!known) throw new NotFound('There is no such payer.');
  const taxOf = (await taxesOf(db, input.entityId, [known], input.on)).get(known.id);
  const choice = taxOf?.({ ...LINES[input.line], expenseCode: input.expenseCode === '' ? null : input.expenseCode });
  const tax = choice?.tax ?? null;
  return {
    payer: known.name,
    tax: tax && {
      code: tax.code,
      name: tax.name,
      kind: tax.kind,
      ratePpm: tax.ratePpm,
      asAgent: tax.asAgent,
      withholdingPpm: tax.withholdingPpm,
      sentence: tax.sentence,
    },
    lost: (choice?.lost ?? []).map(({ rule, because }) => ({ name: rule.name, said: scopeSaid(rule), because })),
  };
});

export const queries: readonly Query[] = [tryRules];
