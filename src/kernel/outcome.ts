/**
 * What a rule or command answers: a value, or a refusal that a coordinator understands.
 * `code` is for programs and tests, `sentence` says what is wrong and how to mend it,
 * `where` names the field, row or record meant.
 */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly sentence: string;
  readonly where?: string;
  readonly details?: unknown;
}

export type Outcome<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal<Code> };

export function done<T>(value: T): Outcome<T, never> {
  return { ok: true, value };
}

export function refuse<Code extends string>(
  code: Code,
  sentence: string,
  more: { where?: string; details?: unknown } = {},
): { readonly ok: false; readonly refusal: Refusal<Code> } {
  return { ok: false, refusal: { code, sentence, ...more } };
}

/** A broken invariant of our own: a defect, not something a user did. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${what}`);
}
