import { done } from '../kernel/outcome.ts';
import type { Actor, Engine } from './command.ts';
import { performInside } from './inside.ts';
import { SYSTEM } from './system.ts';

interface Happened {
  readonly name: string;
  readonly actor: Actor;
  readonly personId: string | null;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Writes into the audit record what happened to somebody's way in. The program writes it, whatever the person may do. */
export async function recordAccess(engine: Engine, happened: Happened): Promise<void> {
  const actor = { ...happened.actor, roles: SYSTEM.roles };
  const outcome = await performInside(engine, { name: 'access record', permission: 'see own', actor }, async (work) => {
    await work.announce({
      name: happened.name,
      subject: { type: 'person', id: happened.personId },
      facts: happened.facts ?? {},
    });
    return done(null);
  });
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
}
