import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, perform } from '../platform/command.ts';
import { HANDLERS } from '../registry.ts';
import { print } from './run.ts';
import type { Special } from './specials.ts';

/** `engross import cards FILE`: a file from the disk through the same command as the web's. */
export const importCards: Special = {
  summary:
    'FILE [--create-missing] [--entity CODE] [--all-or-nothing] [--mapping file.json] [--remember NAME]: import recorded work.',
  needsFirm: true,
  async run(words, { engine, actor }) {
    const [path] = words.rest;
    if (path === undefined || !engine || !actor) {
      console.error('Name the file to import: engross import cards FILE');
      return 2;
    }
    const mappingPath = words.options.get('mapping');
    let bytes: Buffer;
    let mapping: unknown;
    try {
      bytes = await readFile(path);
      mapping = mappingPath === undefined ? undefined : (JSON.parse(await readFile(mappingPath, 'utf8')) as unknown);
    } catch (error) {
      console.error(`The file can't be read: ${error instanceof Error ? error.message : String(error)}`);
      return 2;
    }
    const input = {
      fileName: basename(path),
      file: { base64: bytes.toString('base64') },
      ...(mapping === undefined ? {} : { mapping }),
      rememberAs: words.options.get('remember') ?? '',
      createMissing: words.flags.has('create-missing'),
      entityCode: words.options.get('entity') ?? '',
      allOrNothing: words.flags.has('all-or-nothing'),
    };
    const command = HANDLERS.find((h) => h.endpoint.noun === 'imports' && h.endpoint.verb === 'start') as Command;
    const outcome = await perform(engine, command, actor, input, {
      key: words.options.get('key'),
      dryRun: words.flags.has('dry-run'),
    });
    return print(outcome.ok ? outcome.value : outcome.refusal, words, outcome.ok);
  },
};
