import { sql } from 'kysely';
import { done } from '../../kernel/outcome.ts';
import { counted } from '../../kernel/text.ts';
import type { Engine } from '../../platform/command.ts';
import { performInside } from '../../platform/inside.ts';
import { writeLetter } from '../../platform/letters.ts';
import { look } from './commands/look.ts';
import { digestLetter, isQuiet, weekToTell } from './digest.ts';
import { digestOf, digestWeekday } from './queries/digest.ts';
import { footInvoices } from './store/audits.ts';

/** Runs the rules over these proformas (all open ones without ids) and keeps what they find. */
export async function lookAt(engine: Engine, proformaIds: readonly string[] | undefined): Promise<void> {
  const about = { name: 'flags look', permission: 'edit proformas' } as const;
  const outcome = await performInside(engine, about, async (work) => done(await look(work, proformaIds)));
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
}

/** The proformas that a run made. */
export async function lookAtRun(engine: Engine, runId: string): Promise<void> {
  const { rows } = await sql<{
    id: string;
  }>`select proforma_id as id from run_made where run_id = ${runId}::uuid`.execute(engine.store.kysely);
  if (rows.length > 0)
    await lookAt(
      engine,
      rows.map((row) => row.id),
    );
}

/** A billed proforma's flags are gone: what nobody mended or waived has escaped. Its invoices are added up once more. */
export async function afterBilling(engine: Engine, proformaId: string): Promise<void> {
  const about = { name: 'flags close', permission: 'edit proformas' } as const;
  const outcome = await performInside(engine, about, async (work) => {
    await sql`update flag f set gone_at = clock_timestamp(), escaped = severity <> 'info'
        and not exists (select 1 from flag_waiver w where w.fingerprint = f.fingerprint and w.withdrawn_at is null)
      where proforma_id = ${proformaId}::uuid and gone_at is null
        and exists (select 1 from proforma_head p where p.id = f.proforma_id and p.state = 'billed')`.execute(work.db);
    return done(null);
  });
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  await auditInvoices(engine);
}

/** Adds up every invoice that wasn't yet; one that doesn't foot is announced, for it is a mistake of the program or a tampered row. */
export async function auditInvoices(engine: Engine): Promise<void> {
  const about = { name: 'invoices foot', permission: 'see audit' } as const;
  for (;;) {
    const outcome = await performInside(engine, about, async (work) => {
      const result = await footInvoices(work);
      if (result.different.length > 0)
        await work.announce({
          name: 'invoices do not foot',
          subject: { type: 'invoice', id: result.different[0] ?? null },
          facts: {
            sentence: `${counted(result.different.length, 'invoice')} don’t foot`,
            invoiceIds: result.different,
          },
        });
      else if (result.footed > 0)
        await work.announce({
          name: 'invoices foot',
          subject: { type: 'invoice', id: null },
          facts: { invoices: result.footed },
        });
      return done(result.footed);
    });
    if (!outcome.ok) throw new Error(outcome.refusal.sentence);
    if (outcome.value === 0) return;
  }
}

const DIGEST_LOCK = 4_711_011;

/** Mails the digest of the week that ended to the billing managers, once, also when the program was down that day. Gives how many letters. */
export async function tellDigest(engine: Engine): Promise<number> {
  const about = { name: 'flags tell-digest', permission: 'see work' } as const;
  const outcome = await performInside(engine, about, async (work) => {
    await sql`select pg_advisory_xact_lock(${DIGEST_LOCK})`.execute(work.db);
    const weekday = await digestWeekday(work.db);
    if (weekday === null) return done(0);
    const { from, to } = weekToTell(work.today, weekday);
    const { rows: told } = await sql`select 1 from digest_told where to_day >= ${to}::date`.execute(work.db);
    if (told.length > 0) return done(0);
    const digest = await digestOf(work, from, to);
    const { rows } = isQuiet(digest)
      ? { rows: [] }
      : await sql<{ id: string }>`
          select id from person_contact where active and 'billing-manager' = any(roles) order by name`.execute(work.db);
    for (const { id } of rows)
      await writeLetter(work, { to: { personId: id }, about: { type: 'person', id }, ...digestLetter(digest) });
    await sql`insert into digest_told (to_day, letters) values (${to}::date, ${rows.length})`.execute(work.db);
    if (rows.length > 0)
      await work.announce({
        name: 'digest mailed',
        subject: { type: 'digest', id: null },
        facts: { from, to, letters: rows.length, open: digest.open },
      });
    return done(rows.length);
  });
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value;
}
