import { nameOf } from '../kernel/endpoint.ts';
import { type Command, perform } from '../platform/command.ts';
import { HANDLERS } from '../registry.ts';
import { print } from './run.ts';
import type { Special } from './specials.ts';
import { jsonIn, withFile } from './with-file.ts';

const USAGE = 'FILE [--source NAME] [--map layout.json] [--part] [--remember NAME]';

/** `engross docket import FILE --map layout.json`: a list from the disk through the same command as the web's. */
export const importDocket: Special = {
  summary: `${USAGE}: take a list of a docketing system.`,
  needsFirm: true,
  run: withFile(
    `docket import ${USAGE}`,
    async (given, words) => {
      const mapping = await jsonIn(words, 'map');
      return {
        ...given,
        source: words.options.get('source') ?? 'docket',
        ...(mapping === undefined ? {} : { mapping }),
        whole: !words.flags.has('part'),
        rememberAs: words.options.get('remember') ?? '',
      };
    },
    async (input, { engine, actor, words }) => {
      const handler = HANDLERS.find((h) => nameOf(h.endpoint) === 'docket import') as Command;
      const outcome = await perform(engine, handler, actor, input, {
        key: words.options.get('key'),
        dryRun: words.flags.has('dry-run'),
      });
      return print(outcome.ok ? outcome.value : outcome.refusal, words, outcome.ok);
    },
  ),
};
