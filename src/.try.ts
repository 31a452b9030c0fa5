import { readFileSync } from 'node:fs';
import { Store } from './platform/database.ts';
import { fixedClock } from './platform/clock.ts';
import { day } from './kernel/day.ts';
import { perform, ask, type Command, type Query } from './platform/command.ts';
import { OPERATOR } from './platform/system.ts';
import { HANDLERS } from './registry.ts';
import { REACTIONS } from './reactions.ts';
const c = {
  host: '/tmp/devpg',
  port: 5599,
  user: 'engross_owner',
  database: 'impdev',
  options: '-c role=engross_app',
};
export const store = new Store({ connection: c });
export const engine = { store, clock: fixedClock(day('2026-11-20')), reactions: REACTIONS };
export const run = async (name: string, input: unknown): Promise<any> => {
  const h = HANDLERS.find((x) => `${x.endpoint.noun} ${x.endpoint.verb}` === name)!;
  return h.endpoint.kind === 'query'
    ? ask(engine, h as Query, OPERATOR, input)
    : perform(engine, h as Command, OPERATOR, input);
};
export const b64 = (p: string) => ({ base64: readFileSync(p).toString('base64') });
