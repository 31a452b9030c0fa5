import { describe, expect, it } from 'vitest';
import { missingForBilling, type SetUpFacts } from './missing.ts';

const complete: SetUpFacts = {
  matterId: 'm',
  clientId: 'c',
  closedToBilling: false,
  ebilled: true,
  clientMatterId: 'AB-1',
  payers: [{ name: 'Ashgrove', hasTax: true, hasEmail: true }],
};

describe('what stops a matter from being billed', () => {
  it('is nothing when payers, tax, addresses and e-billing ids are there', () => {
    expect(missingForBilling(complete)).toEqual([]);
  });

  it.each([
    [{ closedToBilling: true }, 'closed to billing'],
    [{ payers: [] }, 'Nobody is named to pay'],
    [{ payers: [{ name: 'Ashgrove', hasTax: false, hasEmail: true }] }, 'Ashgrove has no tax code'],
    [{ payers: [{ name: 'Ashgrove', hasTax: true, hasEmail: false }] }, 'no e-mail address'],
    [{ clientMatterId: '' }, 'own matter id is missing'],
  ])('names %j with its mend', (change, sentence) => {
    const missing = missingForBilling({ ...complete, ...change });
    expect(missing).toHaveLength(1);
    expect(missing[0]?.what).toContain(sentence);
    expect(missing[0]?.mend).not.toBe('');
  });

  it('does not ask a client who is not e-billed for a client matter id', () => {
    expect(missingForBilling({ ...complete, ebilled: false, clientMatterId: '' })).toEqual([]);
  });
});
