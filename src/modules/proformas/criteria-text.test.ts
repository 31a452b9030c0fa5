import { expect, it } from 'vitest';
import { criteria as shape } from './contract/runs.ts';
import { criteriaText } from './criteria-text.ts';

const NONE = { client: '', family: '', matter: '', billingTimekeeper: '', entity: '' };
const asked = (more: Record<string, unknown> = {}) => shape.parse({ throughDay: '2026-03-31', ...more });

it.each([
  [{}, {}, 'All clients'],
  [
    { kinds: ['time'] },
    { client: '1002 Larkfield', family: 'LAR-001 Crystals' },
    '1002 Larkfield, family LAR-001 Crystals; fees only',
  ],
  [{ group: 'Nordlys' }, { entity: 'UK' }, 'group Nordlys, UK'],
  [
    {
      thresholds: [{ minor: '150000', currency: 'USD' }],
      existing: 'gather',
      cycles: false,
      together: 'family',
      asked: true,
    },
    { billingTimekeeper: 'Eleanor Hartwell', matter: '1001-001' },
    'matter 1001-001, billed by Eleanor Hartwell; at least 1,500.00 USD; only what was asked for on ageing lists; open proformas filled; also what isn’t due by its cycle; a family on one proforma',
  ],
])('%o is said in words', (criteria, names, words) => {
  expect(criteriaText(asked(criteria), { ...NONE, ...names })).toBe(words);
});
