import { readFileSync } from 'node:fs';
import { nameOf } from '../kernel/endpoint.ts';
import { bigintAsText } from '../platform/canonical.ts';
import { type Actor, ask, type Command, type Handler, perform, type Query } from '../platform/command.ts';
import { readConfig } from '../platform/config.ts';
import { connectAll } from '../connect.ts';
import { actorFor } from '../platform/identity.ts';
import { OPERATOR } from '../platform/system.ts';
import { HANDLERS } from '../registry.ts';
import { formOf, listInto } from './list-file.ts';
import { SPECIALS } from './specials.ts';
import { inputOf, NoPlace, parse } from './words.ts';

/** `engross <noun> <verb> [--field value] [--json]`: the same commands as the API, over the database itself. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const words = parse(argv);
  const special = SPECIALS[`${words.noun} ${words.verb}`.trim()] ?? SPECIALS[words.noun];
  const handler = HANDLERS.find((h) => nameOf(h.endpoint) === `${words.noun} ${words.verb}`);
  if (!special && !handler) {
    console.log(usage(words.noun));
    return words.noun === '' || words.flags.has('help') ? 0 : 2;
  }
  const config = readConfig({ firm: 'empty' });
  if (special && !special.needsFirm) return await special.run(words, { config });
  const connected = await connectAll(config, { log: (line) => console.error(line), attach: true, max: 4 });
  try {
    const as = words.options.get('as');
    const actor = as === undefined ? OPERATOR : await personNamed(connected.engine, as);
    if (!actor) {
      console.error(`Nobody active signs in as ${as}.`);
      return 2;
    }
    if (special) return await special.run(words, { config, engine: connected.engine, actor });
    return await callHandler(handler as Handler, words, connected.engine, actor);
  } finally {
    await connected.close();
  }
}

type Words = ReturnType<typeof parse>;
type Engine = Parameters<typeof ask>[0];

async function personNamed(engine: Engine, email: string): Promise<Actor | null> {
  const person = await engine.store.kysely
    .selectFrom('person')
    .select('id')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
  return person ? await actorFor(engine.store, person.id, 'cli') : null;
}

async function callHandler(handler: Handler, words: Words, engine: Engine, actor: Actor): Promise<number> {
  let input: unknown;
  try {
    input = words.options.has('input') ? inputFile(words.options.get('input') ?? '') : inputOf(words, handler.endpoint);
  } catch (error) {
    if (!(error instanceof NoPlace)) throw error;
    console.error(error.message);
    return 2;
  }
  const out = words.options.get('out');
  if (out !== undefined) {
    const form = formOf(out);
    if (handler.endpoint.kind !== 'query' || form === null) {
      console.error(
        `--out ${out}: only what is asked for goes into a file, and its name ends in .csv or .xlsx. Leave --out away for the answer itself.`,
      );
      return 2;
    }
    return await listInto(out, form, {
      engine,
      actor,
      query: handler as Query,
      input: input as Record<string, unknown>,
      words,
    });
  }
  const outcome =
    handler.endpoint.kind === 'query'
      ? await ask(engine, handler as Query, actor, input)
      : await perform(engine, handler as Command, actor, input, {
          key: words.options.get('key'),
          dryRun: words.flags.has('dry-run'),
        });
  return print(outcome.ok ? outcome.value : outcome.refusal, words, outcome.ok);
}

function inputFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new NoPlace(`The input file ${path} can't be read: ${why}. Give a file with one JSON object.`);
  }
}

/** Prints an answer and gives the exit code: 0 done, 1 refused. */
export function print(value: unknown, words: Pick<Words, 'flags'>, ok: boolean): number {
  if (words.flags.has('json')) console.log(JSON.stringify(value, bigintAsText));
  else if (ok) console.dir(value, { depth: 6, maxArrayLength: 200 });
  else console.error((value as { sentence: string }).sentence);
  return ok ? 0 : 1;
}

function usage(noun: string): string {
  const known = HANDLERS.map((h) => h.endpoint).filter((e) => noun === '' || e.noun === noun);
  const shown = known.length > 0 ? known : HANDLERS.map((h) => h.endpoint);
  const lines = shown.map((e) => `  engross ${nameOf(e).padEnd(26)} ${e.summary}`);
  const more = Object.entries(SPECIALS).map(([name, s]) => `  engross ${name.padEnd(26)} ${s.summary}`);
  return [
    'Usage: engross <noun> <verb> [id] [--field value …] [--input file.json] [--as e-mail] [--key idempotency-key] [--dry-run] [--json] [--out list.csv|list.xlsx]',
    ...lines,
    ...more,
  ].join('\n');
}
