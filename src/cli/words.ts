import { z } from 'zod';
import { type Endpoint } from '../kernel/endpoint.ts';

export interface Words {
  readonly noun: string;
  readonly verb: string;
  readonly rest: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
}

const FLAGS = new Set(['json', 'dry-run', 'help', 'create-missing', 'all-or-nothing', 'part']);

/** Reads `noun verb thing --field value --flag`. */
export function parse(argv: readonly string[]): Words {
  const plain: string[] = [];
  const options = new Map<string, string>();
  const flags = new Set<string>();
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (!word.startsWith('--')) {
      plain.push(word);
      continue;
    }
    const [name = '', given] = word.slice(2).split(/=(.*)/s, 2);
    const next = argv[i + 1];
    if (FLAGS.has(name)) flags.add(name);
    else if (given !== undefined) options.set(name, given);
    else if (next !== undefined) {
      options.set(name, next);
      i += 1;
    } else flags.add(name);
  }
  const [noun = '', verb = '', ...rest] = plain;
  return { noun, verb, rest, options, flags };
}

const RESERVED = new Set(['as', 'key', 'input', 'out']);

/** A word that the command has no place for; nothing that was typed is dropped in silence. */
export class NoPlace extends Error {}

/**
 * `--client-id x --lines '[…]'` as the endpoint's input: JSON where it reads as JSON, text otherwise; queries take texts.
 * A plain word is what it is about: its `of`, or its `id`.
 */
export function inputOf(words: Words, endpoint: Pick<Endpoint, 'kind' | 'input'>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const [about, ...more] = words.rest;
  if (about !== undefined) {
    const fields = Object.keys(fieldsOf(endpoint));
    const place = ['of', 'id'].find((field) => fields.includes(field));
    const left = place === undefined ? about : more[0];
    if (left !== undefined)
      throw new NoPlace(
        `I don't know what “${left}” is for. Say it with its name: ${fields.map((f) => `--${f}`).join(', ')}.`,
      );
    if (place !== undefined) input[place] = about;
  }
  const numeric = endpoint.kind === 'query' ? new Set<string>() : numberFields(endpoint);
  for (const [name, text] of words.options) {
    if (RESERVED.has(name)) continue;
    const field = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    input[field] =
      endpoint.kind === 'query' ? text : numeric.has(field) && /^-?\d+$/.test(text) ? Number(text) : valueOf(text);
  }
  return input;
}

/** Fields that the contract wants as numbers. */
function numberFields(endpoint: Pick<Endpoint, 'input'>): Set<string> {
  return new Set(
    Object.entries(fieldsOf(endpoint))
      .filter(([, field]) => typeof field === 'object' && (field.type === 'integer' || field.type === 'number'))
      .map(([name]) => name),
  );
}

function fieldsOf(endpoint: Pick<Endpoint, 'input'>) {
  return (
    z.toJSONSchema(endpoint.input as unknown as z.ZodType, { io: 'input', unrepresentable: 'any' }).properties ?? {}
  );
}

function valueOf(text: string): unknown {
  if (!/^[[{"]|^(true|false|null)$/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // a text that merely begins like JSON
  }
}
