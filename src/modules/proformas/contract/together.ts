import { z } from 'zod';
import { command } from '../../../kernel/endpoint.ts';
import { id } from '../../../platform/shapes.ts';
import { after } from '../contract.ts';

const answer = { answer: z.enum(['sheet', 'changes']).default('sheet') };
const output = after.extend({ otherId: id, other: z.string() });

export const takeOff = command({
  noun: 'proformas',
  verb: 'take-off',
  permission: 'edit proformas',
  summary: 'Take one matter off a proforma: it gets a proforma of its own, with its lines as they were edited.',
  input: z.strictObject({ id, matterId: id, ...answer }),
  output,
});

export const putTogether = command({
  noun: 'proformas',
  verb: 'put-together',
  permission: 'edit proformas',
  summary: 'Put another open proforma’s matters onto this one, with their lines as they were edited; the other closes.',
  input: z.strictObject({ id, otherId: id, ...answer }),
  output,
});
