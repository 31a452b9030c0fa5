import { permitted } from '../../../kernel/permission.ts';
import { handleQuery, NotFound } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { presentFlag, waiveNote } from '../present.ts';
import { evaluateProformas } from '../store/evaluate.ts';

export const listFlags = handleQuery(c.listFlags, async (reading, { proformaId }) => {
  const [evaluated] = await evaluateProformas(reading, [proformaId]);
  if (!evaluated) throw new NotFound('There is no such proforma.');
  const { sheet, outcome, waivers, facts } = evaluated;
  const mayWaive = permitted(reading.actor.roles, 'waive flags');
  const mayEdit = permitted(reading.actor.roles, 'edit proformas');
  return {
    proformaId,
    version: sheet.head.version,
    flags: outcome.flags.map((flag) =>
      presentFlag(flag, facts.currency, waivers.get(flag.fingerprint), waiveNote(flag, mayWaive, mayEdit)),
    ),
    couldNot: outcome.couldNot.map(({ rule, why }) => ({ code: rule.check.code, title: rule.check.title, why })),
    ran: outcome.ran,
  };
});
