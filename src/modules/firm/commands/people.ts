import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';

const savePerson = handleCommand(c.savePerson, async (work, input) => {
  const id = input.id ?? newId<'person'>();
  const email = input.email.toLowerCase();
  if (input.id) {
    const before = await work.db.selectFrom('person').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!before) return refuse('not-found', 'There is no person with this id.');
    if (id === work.actor.personId && !input.roles.includes('administrator')) {
      return refuse(
        'last-administrator',
        'You can’t take the administrator role from yourself. Ask another administrator.',
      );
    }
    await work.db
      .updateTable('person')
      .set({ name: input.name, email, active: input.active })
      .where('id', '=', id)
      .execute();
    await work.db.updateTable('auth_user').set({ name: input.name, email }).where('id', '=', id).execute();
  } else {
    await work.db.insertInto('person').values({ id, name: input.name, email, active: input.active }).execute();
    await work.db.insertInto('auth_user').values({ id, name: input.name, email, emailVerified: true }).execute();
  }
  await work.db.deleteFrom('person_role').where('person_id', '=', id).execute();
  await work.db
    .insertInto('person_role')
    .values(input.roles.map((role) => ({ person_id: id, role })))
    .execute();
  await work.db.deleteFrom('person_limit').where('person_id', '=', id).execute();
  if (input.limits.length > 0) {
    await work.db
      .insertInto('person_limit')
      .values(
        input.limits.map((l) => ({
          person_id: id,
          kind: l.kind,
          currency: l.amount.currency,
          minor: BigInt(l.amount.minor),
        })),
      )
      .execute();
  }
  if (!input.active) await endAll(work, id);
  await work.announce({
    name: 'person saved',
    subject: { type: 'person', id },
    facts: { roles: input.roles, active: input.active, limits: input.limits },
    detail: { name: input.name, email },
  });
  return done({ id });
});

async function endAll(work: Work, personId: string): Promise<number> {
  const ended = await work.db.deleteFrom('auth_session').where('userId', '=', personId).executeTakeFirst();
  return Number(ended.numDeletedRows);
}

const endSessions = handleCommand(c.endSessions, async (work, input) => {
  const ended = await endAll(work, input.id);
  await work.announce({
    name: 'sessions ended',
    subject: { type: 'person', id: input.id },
    reason: input.reason,
    facts: { ended },
  });
  return done({ ended });
});

export const peopleCommands: readonly Command[] = [savePerson, endSessions];
