import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { site } from '../http/server.ts';
import { type Actor, denial, type Engine } from '../platform/command.ts';
import type { Config } from '../platform/config.ts';
import { documentAt } from '../platform/documents.ts';
import { createIdentity } from '../platform/identity.ts';
import { HANDLERS } from '../registry.ts';
import { VERSION } from '../version.ts';
import { print } from './run.ts';
import type { Special } from './specials.ts';
import type { Words } from './words.ts';

/**
 * `engross documents save ID --out FILE`: an invoice's PDF or LEDES file, an attachment; the id is that of its link.
 * With an address of the API instead, such as /api/proformas/ID/draft.pdf, what is printed when it is asked for.
 */
export const saveDocument: Special = {
  summary:
    'ID --out FILE: a kept document, such as an invoice’s PDF (“engross invoices show” names their ids); or an address of the API, such as /api/proformas/ID/draft.pdf.',
  needsFirm: true,
  async run(words, { config, engine, actor }) {
    if (!engine || !actor) throw new Error('documents save needs a firm');
    const denied = denial(actor, 'see work');
    if (denied) return print(denied.refusal, words, false);
    const [id = ''] = words.rest;
    const out = words.options.get('out');
    if (id.startsWith('/api/')) return await printedAt(id, out, words, { config, engine, actor });
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

interface Where {
  readonly config: Config;
  readonly engine: Engine;
  readonly actor: Actor;
}

/** Asks the API itself, within this process and as whoever asks, so that an address gives here what it gives there. */
async function printedAt(address: string, out: string | undefined, words: Words, at: Where): Promise<number> {
  if (out === undefined)
    return print(
      { code: 'bad-input', sentence: 'Say where it is to be written: --out FILE.', where: 'out' },
      words,
      false,
    );
  const { config, engine, actor } = at;
  const { pathname, search } = new URL(address, config.baseUrl);
  if (!pathname.startsWith('/api/') || pathname.startsWith('/api/auth/')) {
    const sentence = `There is nothing to save at ${address}. The addresses stand in /api/openapi.json.`;
    return print({ code: 'not-found', sentence }, words, false);
  }
  const identity = { ...createIdentity(engine.store, config), actorOf: () => Promise.resolve(actor) };
  const edge = { engine, identity, handlers: HANDLERS, version: VERSION };
  const response = await site(edge, config).request(pathname + search);
  if (!response.ok) return print(await response.json(), words, false);
  const bytes = new Uint8Array(await response.arrayBuffer());
  await writeFile(out, bytes);
  const mediaType = response.headers.get('content-type') ?? '';
  return print({ out, fileName: basename(out), mediaType, bytes: bytes.byteLength }, words, true);
}
