import { sql } from 'kysely';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/office.ts';
import { questionFor } from '../office.ts';
import { casesOf } from '../store/rules.ts';

/** How long an answer is used as it is. */
const FRESH_HOURS = 24;

const ask = handleCommand(c.askOffice, async (work, input) => {
  const of = (await casesOf(work.db, [input.matterId])).get(input.matterId);
  if (!of) return refuse('unknown-matter', 'There is no such matter.', { where: 'matterId' });
  const question = questionFor(of);
  if (!question.ok) return question;
  const { rows } = await sql<{ id: string; state: 'asked' | 'answered'; sentence: string }>`
    select id, state, sentence from office_answer where matter_id = ${of.matterId}::uuid and number = ${question.value.number}
      and (state = 'asked' or (state = 'answered' and settled_at > clock_timestamp() - make_interval(hours => ${FRESH_HOURS})))
    order by recorded_at desc limit 1`.execute(work.db);
  const [known] = rows;
  if (known && (known.state === 'asked' || !input.afresh)) return done(known);
  const id = newId<'office_answer'>();
  await work.db
    .insertInto('office_answer')
    .values({
      id,
      client_id: of.clientId,
      matter_id: of.matterId,
      service: question.value.service,
      number: question.value.number,
      state: 'asked',
      actor_id: work.actor.personId,
    })
    .execute();
  await work.announce({
    name: 'office asked',
    subject: { type: 'office_answer', id },
    clientId: of.clientId,
    matterId: of.matterId,
    facts: { service: question.value.service, number: question.value.number },
  });
  return done({
    id,
    state: 'asked' as const,
    sentence: `${question.value.service} is asked about ${question.value.number}.`,
  });
});

export const commands: readonly Command[] = [ask];
