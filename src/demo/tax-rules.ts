import type { Day } from '../kernel/day.ts';
import type { Engine } from '../platform/command.ts';
import { SYSTEM } from '../platform/system.ts';
import { act } from './doing.ts';
import type { DemoFirm } from './set-up.ts';

/** Rules as a firm might write them down. The demo firm's payers have codes of their own, which go before them. */
export async function writeTaxRules(engine: Engine, firm: DemoFirm, from: Day): Promise<void> {
  await act(engine, SYSTEM, 'tax-codes save', {
    entityId: firm.entities.get('UK')?.id,
    code: 'AGT',
    name: 'Paid in your name, outside VAT',
    kind: 'out-of-scope',
    rate: { ratePpm: 0, from },
  });
  const source = 'An example of the demo firm; name the law or the advice you follow here';
  const rule = (name: string, taxCode: string, scope: object) => ({
    entity: 'UK',
    name,
    taxCode,
    source,
    from,
    ...scope,
  });
  await act(engine, SYSTEM, 'tax-rules import', {
    rules: [
      rule('Payers at home', 'S20', { countries: ['GB'] }),
      rule('Businesses abroad', 'OOS', { payerKind: 'business' }),
      rule('Court fees paid for the client', 'AGT', { lineKind: 'agent', expenseCodes: ['E112'] }),
    ],
  });
}
