import { done, refuse } from '../../../kernel/outcome.ts';
import { permitted } from '../../../kernel/permission.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { sql } from 'kysely';
import * as c from '../contract.ts';
import { waiveNote } from '../present.ts';
import { evaluateProformas } from '../store/evaluate.ts';

export const waiveFlag: Command = handleCommand(c.waiveFlag, async (work, input) => {
  const [evaluated] = await evaluateProformas(work, [input.proformaId]);
  if (!evaluated) return refuse('not-found', 'There is no such proforma.');
  const flag = evaluated.outcome.flags.find((one) => one.fingerprint === input.fingerprint);
  if (!flag)
    return refuse('not-found', 'This flag isn’t raised any more. Reload to see what is.', { where: 'fingerprint' });
  if (evaluated.waivers.has(flag.fingerprint))
    return refuse('already-waived', 'It is waived already. Reload to see by whom and why.');
  const note = waiveNote(flag, permitted(work.actor.roles, 'waive flags'), true);
  if (note !== '') return refuse('not-permitted', note);
  const { head } = evaluated.sheet;
  const id = newId<'flag_waiver'>();
  await work.db
    .insertInto('flag_waiver')
    .values({
      id,
      fingerprint: flag.fingerprint,
      code: flag.rule.check.code,
      severity: flag.rule.severity,
      sentence: flag.sentence,
      proforma_id: head.id,
      client_id: flag.clientId,
      matter_id: flag.matterId,
      reason: input.reason,
      actor_id: work.actor.personId,
    })
    .execute();
  await work.announce({
    name: 'flag waived',
    subject: { type: 'proforma', id: head.id },
    entityId: head.entityId,
    clientId: flag.clientId,
    matterId: flag.matterId,
    reason: input.reason,
    facts: { waiverId: id, code: flag.rule.check.code, severity: flag.rule.severity },
    detail: { sentence: flag.sentence },
  });
  return done({ id, sentence: `Waived: ${flag.rule.check.title}.` });
});

export const withdrawWaiver: Command = handleCommand(c.withdrawWaiver, async (work, input) => {
  const waiver = await work.db
    .selectFrom('flag_waiver')
    .selectAll()
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst();
  if (!waiver) return refuse('not-found', 'There is no such waiver.');
  if (waiver.withdrawn_at !== null) return refuse('wrong-state', 'The waiver was withdrawn already.');
  const serious = waiver.severity === 'block' || waiver.severity === 'fix';
  if (serious && !permitted(work.actor.roles, 'waive flags'))
    return refuse('not-permitted', 'A billing manager or billing timekeeper may withdraw it.');
  await work.db
    .updateTable('flag_waiver')
    .set({ withdrawn_at: sql<Date>`clock_timestamp()`, withdrawn_by: work.actor.personId })
    .where('id', '=', input.id)
    .execute();
  await work.announce({
    name: 'flag waiver withdrawn',
    subject: { type: 'proforma', id: waiver.proforma_id },
    clientId: waiver.client_id,
    matterId: waiver.matter_id,
    reason: input.reason || null,
    facts: { waiverId: waiver.id, code: waiver.code },
  });
  return done({ sentence: 'The waiver is withdrawn; the flag is raised again.' });
});
