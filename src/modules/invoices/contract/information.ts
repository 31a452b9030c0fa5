import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, money, page, words } from '../../../platform/shapes.ts';

const row = z.object({
  id,
  number: z.string(),
  madeAt: z.string(),
  who: z.string(),
  forWhom: z.string(),
  clientId: id,
  client: z.string(),
  matters: z.string(),
  throughDay: day,
  cards: z.number(),
  net: money,
  /** the proforma it was copied from; null: made of the work itself */
  proforma: z.object({ id, number: z.string() }).nullable(),
});

export const makeInformation = command({
  noun: 'information-proformas',
  verb: 'make',
  permission: 'edit proformas',
  summary:
    'Make a copy for information: a proforma as it stands, or the open work of a matter, family or client. Never billed; changes nothing.',
  input: z.strictObject({
    /** one of the four */
    proformaId: id.optional(),
    matterId: id.optional(),
    familyId: id.optional(),
    clientId: id.optional(),
    /** work up to this day; of a proforma its own through date */
    throughDay: day.optional(),
    forWhom: words(120),
  }),
  output: z.object({ made: z.array(row) }),
});

export const listInformation = query({
  noun: 'information-proformas',
  verb: 'list',
  permission: 'see work',
  summary: 'Copies for information, newest first.',
  input: z.strictObject({ clientId: id.optional(), matterId: id.optional(), cardId: id.optional(), ...page }),
  output: z.object({ total: z.number(), rows: z.array(row) }),
});
