import { sql } from 'kysely';
import { amountText } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { billingContacts } from '../../clients/index.ts';
import * as c from '../contract.ts';

interface InvoiceRow {
  id: string;
  number: string;
  client_id: string;
  entity_id: string;
  entity: string;
  payer: string;
  payer_email: string;
  total_minor: bigint;
  currency: string;
  due_date: string;
  sent: boolean;
}

const SEND_LOCK = 4_711_004;

export const sendInvoices: Command = handleCommand(c.sendInvoices, async (work, input) => {
  // Two who send the same invoice at once: the second waits and is told that it was sent.
  await sql`select pg_advisory_xact_lock(${SEND_LOCK})`.execute(work.db);
  const { rows } = await sql<InvoiceRow>`
    select i.id, i.number, i.client_id, i.entity_id, e.name as entity, p.name as payer, p.email as payer_email, i.total_minor, i.currency, i.due_date,
      exists (select 1 from dispatch d where d.invoice_id = i.id and d.state <> 'failed') as sent
    from invoice_head i join payer_brief p on p.id = i.payer_id join legal_entity e on e.id = i.entity_id
    where i.id = any(${input.invoiceIds}::uuid[]) order by i.number`.execute(work.db);
  if (rows.length !== new Set(input.invoiceIds).size)
    return refuse('not-found', 'One of these invoices doesn’t exist. Reload the list.');
  const again = rows.find((row) => row.sent);
  if (again && !input.again) {
    return refuse(
      'already-sent',
      `Invoice ${again.number} was sent before; see its evidence. To send it again, say so.`,
      { where: again.id },
    );
  }
  const dispatches: { id: string; invoiceId: string; recipients: string[] }[] = [];
  for (const row of rows) {
    const recipients =
      input.recipients ?? (row.payer_email ? [row.payer_email] : await billingContacts(work.db, row.client_id));
    if (recipients.length === 0) {
      return refuse(
        'no-recipient',
        `There is no e-mail address for ${row.payer} (invoice ${row.number}). Add one to the payer, or a billing contact to the client.`,
      );
    }
    dispatches.push({ id: await queue(work, row, recipients, input.message), invoiceId: row.id, recipients });
  }
  return done({ queued: dispatches.length, dispatches });
});

async function queue(work: Work, row: InvoiceRow, recipients: string[], message: string): Promise<string> {
  const id = newId<'dispatch'>();
  await work.db
    .insertInto('dispatch')
    .values({
      id,
      invoice_id: row.id,
      client_id: row.client_id,
      channel: 'e-mail',
      recipients,
      subject: `Invoice ${row.number} from ${row.entity}`,
      message: message || letter(row),
      state: 'queued',
      actor_id: work.actor.personId,
    })
    .execute();
  await work.announce({
    name: 'invoice sent',
    subject: { type: 'invoice', id: row.id },
    entityId: row.entity_id,
    clientId: row.client_id,
    facts: { dispatchId: id, channel: 'e-mail' },
    detail: { recipients },
  });
  return id;
}

function letter(row: InvoiceRow): string {
  return [
    'Dear Sir or Madam,',
    '',
    `Please find attached our invoice ${row.number} over ${amountText(row.total_minor, row.currency)} ${row.currency}, due on ${row.due_date}.`,
    `Please quote ${row.number} with your payment. If a line needs explaining, simply answer this message.`,
    '',
    'Kind regards,',
    row.entity,
  ].join('\n');
}
