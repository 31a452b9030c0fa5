import { COVERS } from '../../modules/budgets/contract/budgets.ts';
import type { Field } from '../parts/form-field.tsx';

/** What counts against an amount that was agreed. */
export const COVERS_FIELD: Field = {
  name: 'covers',
  label: 'Covers',
  kind: 'choice',
  needed: true,
  options: COVERS.map((value) => ({ value, label: value === 'fees' ? 'Fees' : 'Fees and costs' })),
};
