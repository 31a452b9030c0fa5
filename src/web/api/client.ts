import { v4 as newKey } from 'uuid';
import { type Endpoint, type OutputOf, pathOf } from '../../kernel/endpoint.ts';
import type { Refusal } from '../../kernel/outcome.ts';
import { unanswered } from './unanswered.ts';

/** What an endpoint takes before its shape has read it. */
export type AskOf<E extends Endpoint> = E['input']['_input'];

/** The server said no. Its sentence is shown as it is. */
export class Refused extends Error {
  readonly refusal: Refusal;
  readonly status: number;

  constructor(refusal: Refusal, status: number) {
    super(refusal.sentence);
    this.refusal = refusal;
    this.status = status;
  }
}

const UNREACHABLE: Refusal = {
  code: 'unreachable',
  sentence: 'Engross could not be reached; look whether it is running, then try again.',
};

const NO_ANSWER: Refusal = {
  code: 'unreachable',
  sentence:
    'No answer came from Engross, so it isn’t known whether this was done. Look whether it is running, then try the same again: it is done once.',
};

/** What happens when the session has ended; the frame sets it to lead to the sign-in page. */
export const whenSignedOut: { act: () => void } = { act: () => undefined };

export function queryText(input: object): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === null || value === '') continue;
    search.set(key, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

export async function ask<E extends Endpoint<'query'>>(
  endpoint: E,
  input: AskOf<E>,
  signal?: AbortSignal,
): Promise<OutputOf<E>> {
  const url = pathOf(endpoint) + queryText(input as object);
  return await send(url, signal ? { signal } : {});
}

export interface DoOptions {
  /** rehearse: nothing is kept */
  readonly dryRun?: boolean;
  /** the same key for a second try, so that nothing happens twice */
  readonly key?: string;
}

/** Commands under way, by what was asked: a second press while the first is under way is the first. */
const underWay = new Map<string, Promise<unknown>>();

export async function perform<E extends Endpoint<'command'>>(
  endpoint: E,
  input: AskOf<E>,
  options: DoOptions = {},
): Promise<OutputOf<E>> {
  const url = pathOf(endpoint) + (options.dryRun ? '?dryRun=true' : '');
  const body = JSON.stringify(input);
  const asked = url + body;
  const before = underWay.get(asked);
  if (before) return await before;
  const answer = performOnce(url, body, options.key ?? unanswered.keyOf(asked) ?? newKey());
  underWay.set(asked, answer);
  return await answer.finally(() => underWay.delete(asked));
}

async function performOnce(url: string, body: string, key: string): Promise<unknown> {
  const asked = url + body;
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  try {
    const value = await send(url, { method: 'POST', headers, body }, NO_ANSWER);
    unanswered.forget(asked);
    return value;
  } catch (error) {
    if (error instanceof Refused && (error.status === 0 || error.status >= 500)) unanswered.keep(asked, key);
    else unanswered.forget(asked);
    throw error;
  }
}

export async function send(url: string, init: RequestInit = {}, unreachable = UNREACHABLE): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refused(unreachable, 0);
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  if (response.status === 401 && !url.startsWith('/api/auth/')) whenSignedOut.act();
  throw new Refused(refusalIn(body), response.status);
}

function refusalIn(body: unknown): Refusal {
  if (typeof body === 'object' && body !== null && 'sentence' in body && 'code' in body) return body as Refusal;
  if (typeof body === 'object' && body !== null && 'message' in body) {
    return { code: 'refused', sentence: String(body.message) };
  }
  return { code: 'defect', sentence: 'Engross made a mistake; nothing was changed. Try again.' };
}

/** The sentence to show for whatever went wrong. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong; nothing was changed. Try again.';
}
