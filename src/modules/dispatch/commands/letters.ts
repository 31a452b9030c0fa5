import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import * as c from '../contract.ts';

interface Failed {
  id: string;
  about_type: string;
  about_id: string;
  client_id: string | null;
}

/** The failed of these letters, held until the command ends; refused when somebody dealt with them all meanwhile. */
async function failedOf(work: Work, ids: readonly string[]): Promise<Outcome<readonly Failed[]>> {
  const { rows } = await sql<Failed>`
    select id, about_type, about_id, client_id from letter where id = any(${[...ids]}::uuid[]) and state = 'failed' order by id for update`.execute(
    work.db,
  );
  if (rows.length > 0) return done(rows);
  return refuse('nothing-failed', 'None of these waits any more: somebody dealt with them already. Reload the page.');
}

export const retryLetters: Command = handleCommand(c.retryLetters, async (work, { ids }) => {
  const failed = await failedOf(work, ids);
  if (!failed.ok) return failed;
  for (const letter of failed.value) {
    await settle(work, letter, 'letter tried again', { state: 'queued', problem: '', settled_at: null });
    await work.later('send-letter', { letterId: letter.id });
  }
  return done({ letters: failed.value.length });
});

export const letLettersBe: Command = handleCommand(c.letLettersBe, async (work, { ids, reason }) => {
  const failed = await failedOf(work, ids);
  if (!failed.ok) return failed;
  for (const letter of failed.value) await settle(work, letter, 'letter let be', { state: 'let-be' }, reason);
  return done({ letters: failed.value.length });
});

async function settle(
  work: Work,
  letter: Failed,
  name: string,
  set: { state: string; problem?: string; settled_at?: null },
  reason?: string,
): Promise<void> {
  await work.db.updateTable('letter').set(set).where('id', '=', letter.id).execute();
  await work.announce({
    name,
    subject: { type: letter.about_type, id: letter.about_id },
    clientId: letter.client_id,
    ...(reason === undefined ? {} : { reason }),
    facts: { letterId: letter.id },
  });
}
