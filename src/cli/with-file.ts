import { basename } from 'node:path';
import { readFile } from 'node:fs/promises';
import type { Actor, Engine } from '../platform/command.ts';
import type { Special } from './specials.ts';
import type { Words } from './words.ts';

/** The file that a command was given, as its input has it. */
export interface GivenFile {
  readonly fileName: string;
  readonly file: { readonly base64: string };
}

interface Doing {
  readonly engine: Engine;
  readonly actor: Actor;
  readonly words: Words;
}

/** What every command takes. */
const ALWAYS = ['as', 'key', 'json', 'dry-run', 'help'];

/** An option that the usage doesn't name: nothing that was typed is dropped in silence. */
function strangerIn(usage: string, { options, flags }: Words): string | undefined {
  const known = new Set([...ALWAYS, ...[...usage.matchAll(/--([a-z-]+)/g)].map((match) => match[1])]);
  const [stranger] = [...options.keys(), ...flags].filter((name) => !known.has(name));
  return stranger === undefined ? undefined : `--${stranger}`;
}

/** A command that begins with a file from the disk; ends with 2 when it isn't named or can't be read, or an option isn't one of its usage's. */
export function withFile(
  usage: string,
  inputOf: (given: GivenFile, words: Words) => Promise<unknown>,
  act: (input: unknown, doing: Doing) => Promise<number>,
): Special['run'] {
  return async (words, { engine, actor }) => {
    const [path, more] = words.rest;
    if (path === undefined || !engine || !actor) {
      console.error(`Name the file: engross ${usage}`);
      return 2;
    }
    const stranger = more ?? strangerIn(usage, words);
    if (stranger !== undefined) {
      console.error(`I don't know what “${stranger}” is for. It is: engross ${usage}`);
      return 2;
    }
    let input: unknown;
    try {
      const file = { base64: (await readFile(path)).toString('base64') };
      input = await inputOf({ fileName: basename(path), file }, words);
    } catch (error) {
      console.error(`The file can't be read: ${error instanceof Error ? error.message : String(error)}`);
      return 2;
    }
    return await act(input, { engine, actor, words });
  };
}

/** JSON from the file that an option names; nothing where it isn't given. */
export async function jsonIn(words: Words, option: string): Promise<unknown> {
  const path = words.options.get(option);
  return path === undefined ? undefined : (JSON.parse(await readFile(path, 'utf8')) as unknown);
}
