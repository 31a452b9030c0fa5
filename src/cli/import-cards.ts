import { nameOf, type OutputOf } from '../kernel/endpoint.ts';
import { failImport, takeImport } from '../modules/cards/index.ts';
import type { showImport, startImport } from '../modules/cards/contract.ts';
import { type Actor, ask, type Command, type Engine, perform, type Query } from '../platform/command.ts';
import { HANDLERS } from '../registry.ts';
import { print } from './run.ts';
import type { Special } from './specials.ts';
import { type GivenFile, jsonIn, withFile } from './with-file.ts';
import type { Words } from './words.ts';

type Answer = OutputOf<typeof startImport>;
type Shown = OutputOf<typeof showImport>;

const LOOK_MS = 300;

const USAGE = 'FILE [--create-missing] [--entity CODE] [--all-or-nothing] [--mapping file.json] [--remember NAME]';

/** `engross import cards FILE`: a file from the disk through the same command as the web's. */
export const importCards: Special = {
  summary: `${USAGE}: import recorded work.`,
  needsFirm: true,
  run: withFile(`import cards ${USAGE}`, inputFrom, async (input, { engine, actor, words }) => {
    const outcome = await perform(engine, handlerOf('imports start') as Command, actor, input, {
      key: words.options.get('key'),
      dryRun: words.flags.has('dry-run'),
    });
    if (!outcome.ok) return print(outcome.refusal, words, false);
    const answer = outcome.value as Answer;
    if (!UNDER_WAY.includes(answer.state)) return print(answer, words, true);
    return await taken(engine, actor, answer.id, words);
  }),
};

const UNDER_WAY: readonly string[] = ['received', 'reading', 'taking'];

async function inputFrom(given: GivenFile, words: Words): Promise<unknown> {
  const mapping = await jsonIn(words, 'mapping');
  return {
    ...given,
    ...(mapping === undefined ? {} : { mapping }),
    rememberAs: words.options.get('remember') ?? '',
    createMissing: words.flags.has('create-missing'),
    entityCode: words.options.get('entity') ?? '',
    allOrNothing: words.flags.has('all-or-nothing'),
  };
}

function handlerOf(name: string): Command | Query {
  const handler = HANDLERS.find((h) => nameOf(h.endpoint) === name);
  if (!handler) throw new Error(`There is no command ${name}`);
  return handler;
}

/**
 * Takes a large file here: the worker may not be running, and if it is, whichever of the two is later finds it
 * done. Shows on a terminal how far it is, and prints the answer as for a small file.
 */
async function taken(engine: Engine, actor: Actor, id: string, words: Words): Promise<number> {
  const look = async (): Promise<Shown> => {
    const shown = await ask(engine, handlerOf('imports show') as Query, actor, { id });
    if (!shown.ok) throw new Error(shown.refusal.sentence);
    return shown.value as Shown;
  };
  const watching = process.stderr.isTTY ? setInterval(() => void look().then(tell, () => undefined), LOOK_MS) : null;
  try {
    await takeImport(engine, id);
  } catch (error) {
    await failImport(engine, id, { code: 'defect', sentence: `Nothing of the file was taken: ${String(error)}` });
    throw error;
  } finally {
    if (watching) {
      clearInterval(watching);
      process.stderr.write('\r\u001B[K');
    }
  }
  const { failure, refusedRows, ...shown } = await look();
  if (failure) return print({ ...failure, details: refusedRows }, words, false);
  const { accepted, duplicate, refused, noticed, notices, state } = shown;
  const answer: Answer = { id, accepted, duplicate, refused, refusedRows, noticed, notices, state };
  return print(answer, words, true);
}

function tell({ state, progress, total }: Shown): void {
  const far = total === 0 ? '' : ` ${progress} of ${total} rows`;
  process.stderr.write(`\r\u001B[K${state}${far} …`);
}
