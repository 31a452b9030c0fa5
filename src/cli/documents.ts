import { writeFile } from 'node:fs/promises';
import { denial } from '../platform/command.ts';
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
    const found = /^[0-9a-f-]{36}$/.test(id)
      ? await engine.store.kysely
          .selectFrom('document_link')
          .innerJoin('document', 'document.hash', 'document_link.document_hash')
          .select(['bytes', 'media_type', 'file_name'])
          .where('document_link.id', '=', id)
          .executeTakeFirst()
      : undefined;
    if (!found)
      return print(
        { code: 'not-found', sentence: 'There is no such document, or it is still being made.' },
        words,
        false,
      );
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
