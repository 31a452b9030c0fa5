import { writeFile } from 'node:fs/promises';
import { ask, type Query } from '../platform/command.ts';
import { nameOf, type OutputOf } from '../kernel/endpoint.ts';
import type { exportLedger as endpoint } from '../modules/ledger/contract.ts';
import { HANDLERS } from '../registry.ts';
import { print } from './run.ts';
import type { Special } from './specials.ts';
import { inputOf } from './words.ts';

/** `engross ledger export --entity UK --from … --to … --format hledger`: the file itself, to the screen or to `--out`. */
export const exportLedger: Special = {
  summary: '--entity CODE --from DAY --to DAY --format csv|iif|hledger [--out FILE]: the journals as a file.',
  needsFirm: true,
  async run(words, { engine, actor }) {
    const query = HANDLERS.find((h) => nameOf(h.endpoint) === 'ledger export') as Query;
    if (!engine || !actor) throw new Error('ledger export needs a firm');
    const out = words.options.get('out');
    const input = inputOf(words, query.endpoint);
    const outcome = await ask(engine, query, actor, input);
    if (!outcome.ok) return print(outcome.refusal, words, false);
    const file = outcome.value as OutputOf<typeof endpoint>;
    if (words.flags.has('json')) return print(file, words, true);
    if (out === undefined) await said(file.text);
    else await writeFile(out, file.text);
    return 0;
  },
};

/** Written out whole before the program ends: a pipe takes its time. */
async function said(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
