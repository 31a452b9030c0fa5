import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { askPages } from '../platform/ask-pages.ts';
import type { Actor, Engine, Query } from '../platform/command.ts';
import { sheetWriter } from '../platform/spreadsheet.ts';
import { print } from './run.ts';
import type { Words } from './words.ts';

/** The form of a file by its ending; nothing for an ending that isn't one of ours. */
export function formOf(path: string): 'csv' | 'xlsx' | null {
  const [, ending] = /\.(csv|xlsx)$/i.exec(path) ?? [];
  return ending ? (ending.toLowerCase() as 'csv' | 'xlsx') : null;
}

/** A whole list into a file. It has its name only when it is whole, so a broken one is never taken for it. */
export async function listInto(
  path: string,
  form: 'csv' | 'xlsx',
  asked: { engine: Engine; actor: Actor; query: Query; input: Record<string, unknown>; words: Words },
): Promise<number> {
  const part = `${path}.part`;
  const stream = new PassThrough();
  const sheet = sheetWriter(asked.query.endpoint.output, form, stream);
  const written = pipeline(stream, createWriteStream(part));
  const { limit: _limit, offset: _offset, ...input } = asked.input;
  try {
    const outcome = await askPages(asked.engine, asked.query, asked.actor, input, (answer) => sheet.add(answer));
    if (!outcome.ok) {
      stream.destroy();
      await written.catch(() => undefined);
      return print(outcome.refusal, asked.words, false);
    }
    await sheet.end();
    await written;
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
  return print({ out: path }, asked.words, true);
}
