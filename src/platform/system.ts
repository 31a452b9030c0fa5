import { ROLES } from '../kernel/permission.ts';
import type { Actor } from './command.ts';

/** The program itself, when nobody asked: seeding, jobs. */
export const SYSTEM_ID = '00000000-0000-7000-8000-000000000001';
/** Whoever can read the data folder and runs `engross` there. */
const OPERATOR_ID = '00000000-0000-7000-8000-000000000002';

export const SYSTEM: Actor = {
  personId: SYSTEM_ID,
  name: 'Engross',
  roles: ROLES,
  onBehalfOf: null,
  via: 'system',
  address: null,
};
export const OPERATOR: Actor = {
  personId: OPERATOR_ID,
  name: 'Operator',
  roles: ROLES,
  onBehalfOf: null,
  via: 'cli',
  address: null,
};

/** The actor of an id that stands for no person, or null. */
export function builtIn(id: string): Actor | null {
  return [SYSTEM, OPERATOR].find((actor) => actor.personId === id) ?? null;
}
