import type { Permission } from './permission.ts';

/** What we need of a schema library: zod's schemas fit. */
export interface Shape {
  readonly _output: unknown;
  readonly _input: unknown;
  parse(value: unknown): unknown;
}

/**
 * One thing the product can do or tell, said once: the HTTP route, its page in the OpenAPI document,
 * the CLI's `engross <noun> <verb>` and the web client all follow from it.
 */
export interface Endpoint<
  Kind extends 'command' | 'query' = 'command' | 'query',
  Input extends Shape = Shape,
  Output extends Shape = Shape,
> {
  readonly kind: Kind;
  /** noun */
  readonly noun: string;
  /** verb */
  readonly verb: string;
  readonly permission: Permission;
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
}

export type InputOf<E extends Endpoint> = E['input']['_output'];
export type OutputOf<E extends Endpoint> = E['output']['_output'];

/** Declares a change: POST, one transaction, idempotent by key, can be rehearsed by a dry run. */
export function command<I extends Shape, O extends Shape>(
  spec: Omit<Endpoint<'command', I, O>, 'kind'>,
): Endpoint<'command', I, O> {
  return { kind: 'command', ...spec };
}

/** Declares a question: GET, changes nothing. */
export function query<I extends Shape, O extends Shape>(
  spec: Omit<Endpoint<'query', I, O>, 'kind'>,
): Endpoint<'query', I, O> {
  return { kind: 'query', ...spec };
}

export function pathOf(endpoint: Pick<Endpoint, 'noun' | 'verb'>): string {
  return `/api/${endpoint.noun}/${endpoint.verb}`;
}

export function nameOf(endpoint: Pick<Endpoint, 'noun' | 'verb'>): string {
  return `${endpoint.noun} ${endpoint.verb}`;
}
