import type { Day } from '../kernel/day.ts';
import type { Engine } from '../platform/command.ts';
import { SYSTEM } from '../platform/system.ts';
import { act } from './doing.ts';

/** Rules as a firm might write them down. The demo firm's payers have codes of their own, which go before them. */
export async function writeTaxRules(engine: Engine, from: Day): Promise<void> {
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
      rule('Court fees paid for the client', 'OOS', { lineKind: 'agent', expenseCodes: ['E112'] }),
    ],
  });
}
