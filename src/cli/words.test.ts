import { expect, it } from 'vitest';
import { z } from 'zod';
import { inputOf, NoPlace, parse } from './words.ts';

const about = (...fields: string[]) => ({
  kind: 'query' as const,
  input: z.strictObject(Object.fromEntries(fields.map((field) => [field, z.string().optional()]))) as never,
});
const typed = (line: string) => parse(line.split(' '));

it.each([
  ['price explain 7 --json', ['of', 'card'], { of: '7' }],
  ['matters show 7', ['id'], { id: '7' }],
  ['matters list --client-id 7', ['clientId'], { clientId: '7' }],
])('%s', (line, fields, wanted) => {
  expect(inputOf(typed(line), about(...fields))).toEqual(wanted);
});

it.each([
  ['matters list 7', ['words']],
  ['matters show 7 8', ['id']],
])('%s has a word too many, and says so', (line, fields) => {
  expect(() => inputOf(typed(line), about(...fields))).toThrow(NoPlace);
});
