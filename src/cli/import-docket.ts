import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { nameOf } from '../kernel/endpoint.ts';
import { type Command, perform } from '../platform/command.ts';
import { HANDLERS } from '../registry.ts';
import { print } from './run.ts';
import type { Special } from './specials.ts';
import type { Words } from './words.ts';

/** `engross docket import FILE --map layout.json`: a list from the disk through the same command as the web's. */
export const importDocket: Special = {
  summary: 'FILE [--source NAME] [--map layout.json] [--part] [--remember NAME]: take a list of a docketing system.',
  needsFirm: true,
  async run(words, { engine, actor }) {
    const [path] = words.rest;
    if (path === undefined || !engine || !actor) {
      console.error('Name the file to take: engross docket import FILE');
      return 2;
    }
    let input: unknown;
    try {
      input = await inputFrom(path, words);
    } catch (error) {
      console.error(`The file can't be read: ${error instanceof Error ? error.message : String(error)}`);
      return 2;
    }
    const handler = HANDLERS.find((h) => nameOf(h.endpoint) === 'docket import') as Command;
    const outcome = await perform(engine, handler, actor, input, {
      key: words.options.get('key'),
      dryRun: words.flags.has('dry-run'),
    });
    return print(outcome.ok ? outcome.value : outcome.refusal, words, outcome.ok);
  },
};

async function inputFrom(path: string, words: Words): Promise<unknown> {
  const map = words.options.get('map');
  if (map !== undefined && !existsSync(map)) throw new Error(`there is no layout file ${map}`);
  const mapping = map === undefined ? undefined : (JSON.parse(await readFile(map, 'utf8')) as unknown);
  return {
    source: words.options.get('source') ?? 'docket',
    fileName: basename(path),
    file: { base64: (await readFile(path)).toString('base64') },
    ...(mapping === undefined ? {} : { mapping }),
    whole: !words.flags.has('part'),
    rememberAs: words.options.get('remember') ?? '',
  };
}
