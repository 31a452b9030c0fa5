import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { withFile } from './with-file.ts';
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

it('a command with a file refuses an option that its usage does not name', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const run = withFile(
    'import cards FILE [--entity CODE]',
    () => Promise.resolve({}),
    () => Promise.resolve(0),
  );
  const context = { config: {}, engine: {}, actor: {} } as never;
  expect(await run(typed('import cards f.csv --entity-code UK'), context)).toBe(2);
  expect(said).toHaveBeenCalledWith(
    "I don't know what “--entity-code” is for. It is: engross import cards FILE [--entity CODE]",
  );
  said.mockRestore();
});
