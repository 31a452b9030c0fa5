import { nameOf } from '../kernel/endpoint.ts';
import { ask, type Query } from '../platform/command.ts';
import { HANDLERS } from '../registry.ts';
import { print } from './run.ts';
import type { Special } from './specials.ts';
import { inputOf } from './words.ts';

/** `engross completeness`: what happened and was not billed, and the other way round. */
export const completeness: Special = {
  summary: '[--from DAY] [--through DAY]: completed events without their fee, fees without event, with money.',
  needsFirm: true,
  async run(words, { engine, actor }) {
    const query = HANDLERS.find((h) => nameOf(h.endpoint) === 'completeness show') as Query;
    if (!engine || !actor) throw new Error('completeness needs a firm');
    const outcome = await ask(engine, query, actor, inputOf(words, query.endpoint));
    return print(outcome.ok ? outcome.value : outcome.refusal, words, outcome.ok);
  },
};
