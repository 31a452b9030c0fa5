import { sql } from 'kysely';
import { counted } from '../../kernel/text.ts';
import { done, type Refusal } from '../../kernel/outcome.ts';
import { canonicalJson, sha256 } from '../../platform/canonical.ts';
import type { Engine, Work } from '../../platform/command.ts';
import { performInside } from '../../platform/inside.ts';
import { type OfficeCase, type OfficeQuestion, questionFor, readAnswer } from './office.ts';
import { matterFinder } from './find-matter.ts';
import { planImport } from './plan.ts';
import type { ReadRow } from './rows.ts';
import { eventsOfSource, knownMatters } from './store/events.ts';
import { type OfficeClient, PASSING } from './store/office-client.ts';
import { follow } from './store/outcomes.ts';
import { casesOf } from './store/rules.ts';
import { keepImport, writePlan } from './store/write-plan.ts';

const INSIDE = { name: 'office take', permission: 'keep docket' } as const;

/** Asks the office and takes its events. Thrown: what may go better later; the queue tries again. */
export async function askOffice(engine: Engine, client: OfficeClient, answerId: string): Promise<void> {
  const { kysely } = engine.store;
  const row = await kysely.selectFrom('office_answer').selectAll().where('id', '=', answerId).executeTakeFirst();
  if (!row || row.state !== 'asked') return;
  const of = (await casesOf(kysely, [row.matter_id])).get(row.matter_id);
  const question = of ? questionFor(of) : null;
  if (!question?.ok) return await failOffice(engine, answerId, question?.refusal.sentence ?? 'The matter is gone.');
  const answer = await client.ask(question.value);
  if (!answer.ok) return await notAnswered(engine, answerId, answer.refusal);
  const read = readAnswer(question.value, answer.value);
  if (!read.ok) return await failOffice(engine, answerId, read.refusal.sentence);
  const outcome = await performInside(engine, INSIDE, async (work) => {
    await takeCase(work, {
      answerId,
      question: question.value,
      read: read.value,
      body: answer.value,
      matterId: row.matter_id,
    });
    return done(null);
  });
  if (!outcome.ok) await failOffice(engine, answerId, outcome.refusal.sentence);
}

async function notAnswered(engine: Engine, answerId: string, refusal: Refusal): Promise<void> {
  if (!PASSING.includes(refusal.code)) return await failOffice(engine, answerId, refusal.sentence);
  await engine.store.kysely
    .updateTable('office_answer')
    .set({ sentence: refusal.sentence })
    .where('id', '=', answerId)
    .execute();
  throw new Error(refusal.sentence);
}

/** Says why nothing came of it; whoever asked may ask again. */
export async function failOffice(engine: Engine, answerId: string, sentence: string): Promise<void> {
  await engine.store.kysely
    .updateTable('office_answer')
    .set({ state: 'failed', sentence, settled_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', answerId)
    .where('state', '=', 'asked')
    .execute();
}

interface Taking {
  readonly answerId: string;
  readonly matterId: string;
  readonly question: OfficeQuestion;
  readonly read: OfficeCase;
  readonly body: unknown;
}

/** Takes the events of one case as a whole list of that case. */
async function takeCase(work: Work, { answerId, matterId, question, read, body }: Taking): Promise<void> {
  const { service } = question;
  // By key, so that an event somebody moved to another matter by hand is still known as this case's.
  const own = `${matterId}|`;
  const kept = (await eventsOfSource(work, service)).filter((event) => event.sourceKey.startsWith(own));
  const matters = (await knownMatters(work.db)).filter((matter) => matter.id === matterId);
  const plan = planImport(rowsOf(read, own, matters[0]?.number ?? '', work), kept, matterFinder(matters), {
    whole: true,
  });
  const { added, changed, missing, returned } = plan;
  let proposed = 0;
  if (added.length + changed.length + missing.length + returned.length > 0) {
    const importId = await keepImport(work, {
      source: service,
      fileName: `${service} ${question.number}`,
      hash: sha256(canonicalJson(body)),
      mapping: {},
      whole: true,
      plan,
    });
    const touched = await writePlan(work, importId, service, plan);
    const followed = await follow(work, touched.ids, touched);
    proposed = followed.proposed + followed.done;
  }
  const follows = proposed === 0 ? '' : ` ${counted(proposed, 'billing rule')} set off.`;
  await work.db
    .updateTable('office_answer')
    .set({
      state: 'answered',
      sentence: `${added.length} added, ${changed.length} changed, ${missing.length} no longer there, ${plan.unchanged} the same.${follows}`,
      body: JSON.stringify(body),
      case_status: read.status,
      added: added.length,
      changed: changed.length,
      missing: missing.length,
      settled_at: sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', answerId)
    .execute();
  await work.announce({
    name: 'office answered',
    subject: { type: 'office_answer', id: answerId },
    matterId,
    facts: { service, number: question.number, added: added.length, changed: changed.length, missing: missing.length },
  });
}

function rowsOf(read: OfficeCase, own: string, matter: string, work: Work): ReadRow[] {
  return read.events.map((event, index) => {
    const happened = event.day <= work.today;
    return {
      row: index + 1,
      externalId: `${own}${read.number}|${event.key}`,
      words: { matter, applicationNumber: '', registrationNumber: '', clientReference: '' },
      code: event.code,
      name: event.name,
      kind: 'event',
      state: happened ? 'completed' : 'open',
      eventDay: event.day,
      dueDay: null,
      completedDay: happened ? event.day : null,
      note: '',
    };
  });
}
