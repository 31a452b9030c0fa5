import { z } from 'zod';
import { command } from '../../../kernel/endpoint.ts';
import { id } from '../../../platform/shapes.ts';

export const takeLease = command({
  noun: 'leases',
  verb: 'take',
  permission: 'edit proformas',
  summary: 'Say that one is editing a proforma, for a minute at a time; take it over from whoever has it, who is told.',
  input: z.strictObject({ proformaId: id, over: z.boolean().default(false) }),
  output: z.object({
    mine: z.boolean(),
    /** who is editing */
    holder: z.string(),
    since: z.string(),
    /** the holder took it over from oneself */
    tookFromMe: z.boolean(),
    /** the proforma's, so that a change of another's is noticed */
    version: z.number(),
  }),
});

export const releaseLease = command({
  noun: 'leases',
  verb: 'release',
  permission: 'edit proformas',
  summary: 'Say that one is done editing.',
  input: z.strictObject({ proformaId: id }),
  output: z.object({ released: z.boolean() }),
});
