import { sql } from 'kysely';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';
import { type DocketEvent, eventTitle } from '../event.ts';
import { headerKey } from '../layout.ts';
import type { Plan } from '../plan.ts';
import { knownMatters } from '../store/events.ts';
import { follow } from '../store/outcomes.ts';
import { readList, type ReadList } from '../store/read-list.ts';
import { keepImport, writePlan } from '../store/write-plan.ts';

type Told = OutputOf<typeof c.readDocket>;

const MAX_TOLD = 500;

const read = handleCommand(c.readDocket, async (work, input) => {
  const list = await readList(work, input);
  if (!list.ok) return list;
  const { header, rows, sample, mapping, remembered, questions } = list.value;
  return done({
    header: [...header],
    rows,
    sample: sample.map((cells) => [...cells]),
    mapping: mapping as Told['mapping'],
    remembered,
    questions: questions.map((q) => ({ ...q, choices: [...q.choices], samples: [...q.samples] })),
    ...(await told(work, list.value.plan)),
  });
});

/** Counts, refused rows and differences of a plan, as the wire has them. */
async function told(work: Work, plan: Plan) {
  const numbers = new Map((await knownMatters(work.db)).map((m) => [m.id, m.number]));
  const numberOf = (id: string): string => numbers.get(id) ?? '';
  const said = (what: 'returned' | 'missing') => (event: DocketEvent) => ({
    what,
    matter: numberOf(event.matterId),
    event: eventTitle(event),
    fields: [],
  });
  const differences: Told['differences'] = [
    ...plan.changed.map(({ event, fields }) => ({
      what: 'changed' as const,
      matter: numberOf(event.matterId),
      event: eventTitle(event),
      fields: fields.map((f) =>
        f.field === 'matterId' ? { field: 'matter', before: numberOf(f.before), after: numberOf(f.after) } : f,
      ),
    })),
    ...plan.missing.map(said('missing')),
    ...plan.returned.map(said('returned')),
    ...plan.added.map(({ facts }) => ({
      what: 'added' as const,
      matter: numberOf(facts.matterId),
      event: eventTitle(facts),
      fields: [],
    })),
  ];
  return {
    added: plan.added.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    missing: plan.missing.length,
    refused: plan.refused.length,
    refusedRows: plan.refused.slice(0, MAX_TOLD).map((row) => ({ ...row })),
    differences: differences.slice(0, MAX_TOLD),
  };
}

const take = handleCommand(c.importDocket, async (work, input) => {
  const list = await readList(work, input);
  if (!list.ok) return list;
  const { plan, questions } = list.value;
  const [first] = questions;
  if (first) return refuse(`asks-${first.about}`, first.sentence, { where: 'mapping', details: { questions } });
  const answer = await told(work, plan);
  if (input.rememberAs !== '') await remember(work, input.rememberAs, list.value);
  const nothing = plan.added.length + plan.changed.length + plan.missing.length + plan.returned.length === 0;
  if (nothing) return done({ id: null, ...answer, proposed: 0, done: 0 });
  const id = await keepImport(work, {
    source: input.source,
    fileName: input.fileName,
    hash: list.value.hash,
    mapping: list.value.mapping,
    whole: input.whole,
    plan,
  });
  const touched = await writePlan(work, id, input.source, plan);
  await work.announce({
    name: 'docket imported',
    subject: { type: 'docket_import', id },
    facts: {
      source: input.source,
      fileName: input.fileName,
      added: answer.added,
      changed: answer.changed,
      missing: answer.missing,
      refused: answer.refused,
    },
  });
  const followed = await follow(work, touched.ids, touched);
  return done({ id, ...answer, ...followed });
});

async function remember(work: Work, name: string, list: ReadList): Promise<void> {
  const mapping = JSON.stringify(list.mapping);
  await work.db
    .insertInto('docket_mapping')
    .values({ id: newId<'docket_mapping'>(), name, header_key: headerKey(list.header), mapping })
    .onConflict((oc) =>
      oc
        .column('name')
        .doUpdateSet({ mapping, header_key: headerKey(list.header), changed_at: sql<Date>`clock_timestamp()` }),
    )
    .execute();
}

export const commands: readonly Command[] = [read, take];
