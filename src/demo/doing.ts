import { nameOf } from '../kernel/endpoint.ts';
import { type Actor, ask, type Command, type Engine, perform, type Query } from '../platform/command.ts';
import { HANDLERS } from '../registry.ts';

/** Does commands by their names, as a script of a firm's life would; a refusal ends the script with its sentence. */
export async function act<T = Record<string, unknown>>(
  engine: Engine,
  actor: Actor,
  name: string,
  input: unknown,
): Promise<T> {
  const handler = HANDLERS.find((h) => nameOf(h.endpoint) === name);
  if (!handler) throw new Error(`There is no command ${name}`);
  const outcome =
    handler.endpoint.kind === 'command'
      ? await perform(engine, handler as Command, actor, input)
      : await ask(engine, handler as Query, actor, input);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.refusal.sentence} (${outcome.refusal.where ?? ''})`);
  return outcome.value as T;
}
