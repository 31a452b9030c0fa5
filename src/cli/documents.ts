import { writeFile } from 'node:fs/promises';
import { denial } from '../platform/command.ts';
import { documentAt } from '../platform/documents.ts';
import { print } from './run.ts';
import type { Special } from './specials.ts';

/** `engross documents save ID --out FILE`: an invoice's PDF or LEDES file, an attachment; the id is that of its link. */
export const saveDocument: Special = {
  summary: 'ID --out FILE: a kept document, such as an invoice’s PDF (“engross invoices show” names their ids).',
  needsFirm: true,
  async run(words, { engine, actor }) {
    if (!engine || !actor) throw new Error('documents save needs a firm');
    const denied = denial(actor, 'see work');
    if (denied) return print(denied.refusal, words, false);
    const [id = ''] = words.rest;
    const out = words.options.get('out');
    const outcome = await documentAt(engine.store.kysely, id);
    if (!outcome.ok) return print(outcome.refusal, words, false);
    const found = outcome.value;
    if (out === undefined) {
      const sentence = `Say where ${found.file_name} is to be written: --out FILE.`;
      return print({ code: 'bad-input', sentence, where: 'out' }, words, false);
    }
    await writeFile(out, found.bytes);
    return print(
      { out, fileName: found.file_name, mediaType: found.media_type, bytes: found.bytes.byteLength },
      words,
      true,
    );
  },
};
