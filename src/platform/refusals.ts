import type { Endpoint, InputOf } from '../kernel/endpoint.ts';
import { type Outcome, type Refusal, refuse } from '../kernel/outcome.ts';
import { sqlState } from './database.ts';

/** The input as its contract shapes it, or what is wrong with it and where. */
export function parseInput<E extends Endpoint>(endpoint: E, raw: unknown): Outcome<InputOf<E>> {
  try {
    return { ok: true, value: endpoint.input.parse(raw) as InputOf<E> };
  } catch (error) {
    const issues = issuesOf(error);
    if (!issues) throw error;
    const where = issues[0]?.path.join('.') ?? '';
    const sentence = issues.map((issue) => `${issue.path.join('.') || 'The request'}: ${issue.message}`).join('; ');
    return refuse('bad-input', `${sentence}.`, where ? { where } : {});
  }
}

function issuesOf(error: unknown): readonly { path: readonly (string | number)[]; message: string }[] | null {
  if (error instanceof Error && 'issues' in error && Array.isArray(error.issues)) return error.issues;
  return null;
}

/** Refusals the database itself gives, as sentences. Anything else is a defect and stays an error. */
export function refusalOfDatabase(error: unknown): { ok: false; refusal: Refusal } | null {
  const state = sqlState(error);
  const message = error instanceof Error ? error.message : '';
  if (state === 'EN002' || state === 'EN003') return refuse('period-closed', `${message}.`);
  if (state === 'EN005') return refuse('shares-not-whole', `${message}. Change the shares so that they do.`);
  if (state === 'EN006') return refuse('applied', `${message}. Unbill what took it up first.`);
  if (state === '23505')
    return refuse('already-there', `That already exists (${constraintOf(error)}). Use another name or number.`);
  if (state === '23P01')
    return refuse('overlaps', `Its dates overlap with another (${constraintOf(error)}). End the other first.`);
  return null;
}

function constraintOf(error: unknown): string {
  return error instanceof Error && 'constraint' in error ? String(error.constraint) : 'a rule of the database';
}
