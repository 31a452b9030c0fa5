import { sql } from 'kysely';
import { WEEKDAYS } from '../../../kernel/day.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { checkOf } from '../catalogue.ts';
import * as c from '../contract.ts';

export const setSamplePolicy: Command = handleCommand(c.setSamplePolicy, async (work, input) => {
  const unknown = input.codes.find((code) => checkOf(code) === null);
  if (unknown !== undefined) return refuse('not-found', `There is no check “${unknown}”.`, { where: 'codes' });
  await work.db
    .insertInto('sample_policy')
    .values({
      id: newId<'sample_policy'>(),
      share_ppm: input.sharePpm,
      codes: input.codes,
      actor_id: work.actor.personId,
    })
    .execute();
  await work.announce({
    name: 'sample policy set',
    subject: { type: 'sample_policy', id: null },
    facts: { sharePpm: input.sharePpm, codes: input.codes },
  });
  return done({ sentence: `From now on ${input.sharePpm / 10_000} % of the proformas are picked for a second look.` });
});

export const checkSample: Command = handleCommand(c.checkSample, async (work, input) => {
  const { rows } = await sql<{ state: string; client_id: string; matter_id: string; number: string; worked: boolean }>`
    select s.state, p.client_id, p.matter_id, p.number::text,
      exists (select 1 from event e where e.subject_type = 'proforma' and e.subject_id = p.id and e.actor_id = ${work.actor.personId}
        and e.name in ('proforma edited', 'proforma submit')) as worked
    from sample s join proforma_head p on p.id = s.proforma_id where s.proforma_id = ${input.proformaId} for update of s`.execute(
    work.db,
  );
  const [sample] = rows;
  if (!sample) return refuse('not-found', 'This proforma wasn’t picked for a second look.');
  if (sample.state === 'passed') return refuse('wrong-state', 'It was passed already.');
  if (sample.worked) return refuse('four-eyes', 'You worked on this proforma yourself; another person checks it.');
  if (input.outcome === 'returned' && input.note === '')
    return refuse('needs-note', 'Say what is to be mended.', { where: 'note' });
  await work.db
    .updateTable('sample')
    .set({
      state: input.outcome,
      checker_id: work.actor.personId,
      note: input.note,
      checked_at: sql<Date>`clock_timestamp()`,
    })
    .where('proforma_id', '=', input.proformaId)
    .execute();
  await work.announce({
    name: `sample ${input.outcome}`,
    subject: { type: 'proforma', id: input.proformaId },
    clientId: sample.client_id,
    matterId: sample.matter_id,
    reason: input.note || null,
    facts: { outcome: input.outcome },
  });
  return done({ sentence: `Proforma ${sample.number} is ${input.outcome}.` });
});

export const readInvoice: Command = handleCommand(c.readInvoice, async (work, input) => {
  const { rows } = await sql<{ outcome: string | null; client_id: string; number: string; billed: boolean }>`
    select a.outcome, i.client_id, i.number,
      exists (select 1 from event e where e.subject_type = 'proforma' and e.subject_id = i.proforma_id and e.name in ('proforma billed', 'proforma edited')
        and e.actor_id = ${work.actor.personId}) as billed
    from invoice_audit a join invoice_head i on i.id = a.invoice_id where a.invoice_id = ${input.invoiceId} for update of a`.execute(
    work.db,
  );
  const [audit] = rows;
  if (!audit) return refuse('not-found', 'This invoice hasn’t been added up yet. Try again in a minute.');
  if (audit.outcome !== null) return refuse('wrong-state', 'It was read already.');
  if (audit.billed) return refuse('four-eyes', 'You edited or billed this invoice yourself; another person reads it.');
  if (input.outcome !== 'clean' && input.note === '')
    return refuse('needs-note', 'Say what was found.', { where: 'note' });
  if (input.outcome === 'clean' && input.checklist.includes(false))
    return refuse(
      'bad-input',
      'A point of the checklist isn’t right, so the invoice isn’t clean. Choose another outcome.',
      { where: 'outcome' },
    );
  await work.db
    .updateTable('invoice_audit')
    .set({
      reader_id: work.actor.personId,
      checklist: JSON.stringify(input.checklist),
      outcome: input.outcome,
      note: input.note,
      read_at: sql<Date>`clock_timestamp()`,
    })
    .where('invoice_id', '=', input.invoiceId)
    .execute();
  await work.announce({
    name: 'invoice read',
    subject: { type: 'invoice', id: input.invoiceId },
    clientId: audit.client_id,
    reason: input.note || null,
    facts: { outcome: input.outcome, checklist: input.checklist },
  });
  const next = input.outcome === 'wrong' ? ' Put it right on its page: unbill or credit it.' : '';
  return done({ sentence: `Invoice ${audit.number} is read: ${input.outcome}.${next}` });
});

export const setDigest: Command = handleCommand(c.setDigest, async (work, { weekday }) => {
  await work.db
    .insertInto('digest_policy')
    .values({ id: newId<'digest_policy'>(), weekday, actor_id: work.actor.personId })
    .execute();
  await work.announce({
    name: 'digest policy set',
    subject: { type: 'digest_policy', id: null },
    facts: { weekday },
  });
  return done({
    sentence:
      weekday === null
        ? 'The digest is no longer mailed; it stays on the Quality page.'
        : `The digest is mailed to the billing managers every ${WEEKDAYS[weekday - 1]}.`,
  });
});
