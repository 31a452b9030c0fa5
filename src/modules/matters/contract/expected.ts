import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, words } from '../../../platform/shapes.ts';

export const listExpected = query({
  noun: 'expected-events',
  verb: 'list',
  permission: 'see work',
  summary: 'What is expected to happen on a matter, and what has, soonest first.',
  input: z.strictObject({ matterId: id }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        title: z.string(),
        expectedOn: day.nullable(),
        happenedOn: day.nullable(),
        /** cards held until it happens */
        waiting: z.number(),
      }),
    ),
  }),
});

export const addExpected = command({
  noun: 'expected-events',
  verb: 'add',
  permission: 'edit proformas',
  summary:
    'Add something expected on a matter, such as a filing or a grant, so that work can be held until it happens.',
  input: z.strictObject({ matterId: id, title: words(200), expectedOn: day.nullable().default(null) }),
  output: z.object({ id }),
});

export const expectedHappened = command({
  noun: 'expected-events',
  verb: 'happened',
  permission: 'edit proformas',
  summary: 'Say on which day it happened; what was held until then is released.',
  input: z.strictObject({ id, on: day }),
  output: z.object({ id, released: z.number(), sentence: z.string() }),
});
