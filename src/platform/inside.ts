import { z } from 'zod';
import { command } from '../kernel/endpoint.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Permission } from '../kernel/permission.ts';
import { type Actor, type Engine, handleCommand, perform, type Work } from './command.ts';
import { SYSTEM } from './system.ts';

/** A command that has no address: only the program itself gives it, from a job or at sign-in. */
export interface Inside {
  /** noun and verb, as the audit record shows it */
  readonly name: `${string} ${string}`;
  readonly permission: Permission;
  readonly actor?: Actor;
}

/** Runs it like any other command: permission, one transaction, tried again on a collision, events. */
export async function performInside<T>(
  engine: Engine,
  about: Inside,
  run: (work: Work) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const [noun = '', verb = ''] = about.name.split(' ');
  const endpoint = command({
    noun,
    verb,
    permission: about.permission,
    summary: about.name,
    input: z.strictObject({}),
    output: z.unknown(),
  });
  const outcome = await perform(engine, handleCommand(endpoint, run), about.actor ?? SYSTEM, {});
  return outcome as Outcome<T>;
}
