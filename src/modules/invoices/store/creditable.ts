import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { deal } from '../../../kernel/share.ts';
import type { Work } from '../../../platform/command.ts';
import { changeWip, lockCards, relievedBy } from '../../cards/index.ts';
import { lockProforma } from '../../proformas/index.ts';
import type { CorrectedLine } from '../correction.ts';
import type { Creditable } from '../credit-plan.ts';

const HUNDREDTH_SECONDS = 36n;

export async function creditableLines(work: Pick<Work, 'db'>, invoiceId: string): Promise<Creditable[]> {
  const { rows } = await sql<{
    line_no: number;
    card_id: string;
    net: bigint;
    tax: bigint;
    restored: boolean;
    wip_minor: bigint;
    wip_entity_minor: bigint;
    proforma_id: string;
    shares: number[];
    mine: number;
  }>`
    select l.line_no, l.card_id, r.net_minor - coalesce(x.net, 0)::int8 as net, r.tax_minor - coalesce(x.tax, 0)::int8 as tax,
      coalesce(x.restored, false) as restored, l.wip_minor, l.wip_entity_minor, i.proforma_id, s.shares, s.mine
    from invoice_line l join invoice i on i.id = l.invoice_id join receivable_line_record r on r.receivable_id = l.invoice_id and r.line_no = l.line_no
    left join (select c.line_no, sum(c.net_minor) as net, sum(c.tax_minor) as tax, bool_or(d.restores_wip) as restored
      from correction_line c join correction d on d.id = c.correction_id
      where c.receivable_id = ${invoiceId}::uuid and not exists (select 1 from correction_reversal v where v.correction_id = d.id) group by 1) x
      on x.line_no = l.line_no
    cross join lateral (select array_agg(o.share_ppm order by p.number) as shares, (count(*) filter (where p.number < i.number))::int as mine
      from invoice_line o join invoice p on p.id = o.invoice_id where o.card_id = l.card_id and p.proforma_id = i.proforma_id
        and (p.id = i.id or not exists (select 1 from invoice_reversal v where v.invoice_id = p.id))) s
    where l.invoice_id = ${invoiceId}::uuid order by l.line_no`.execute(work.db);
  const [first] = rows;
  const relieved = first ? await relievedBy(work, first.proforma_id) : new Map<string, never>();
  return rows.map((r) => {
    const hundredths = (relieved.get(r.card_id)?.seconds ?? 0n) / HUNDREDTH_SECONDS;
    const dealt = deal(hundredths, r.shares.map(BigInt));
    return {
      lineNo: r.line_no,
      cardId: r.card_id,
      netMinor: r.net,
      taxMinor: r.tax,
      restored: r.restored,
      share: {
        seconds: (dealt[r.mine] ?? 0n) * HUNDREDTH_SECONDS,
        wipMinor: r.wip_minor,
        wipEntityMinor: r.wip_entity_minor,
      },
    };
  });
}

/** Of an invoice on account: what no invoice of work has taken up. */
export async function creditableOnAccount(work: Pick<Work, 'db'>, id: string): Promise<Creditable[]> {
  const { rows } = await sql<{ net: bigint; tax: bigint }>`
    select left_minor as net, left_tax_minor as tax from on_account_standing where receivable_id = ${id}::uuid`.execute(
    work.db,
  );
  return rows.map(({ net, tax }) => ({ ...NO_CARD, lineNo: 1, netMinor: net, taxMinor: tax }));
}

const NO_CARD = { cardId: null, restored: false, share: { seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n } } as const;

/** The same of an invoice of the earlier books, whose lines have no cards. */
export async function creditableOfEarlier(work: Pick<Work, 'db'>, receivableId: string): Promise<Creditable[]> {
  const { rows } = await sql<{ line_no: number; net: bigint; tax: bigint }>`
    select r.line_no, r.net_minor - coalesce(sum(c.net_minor), 0)::int8 as net, r.tax_minor - coalesce(sum(c.tax_minor), 0)::int8 as tax
    from receivable_line_record r left join correction_line c on c.receivable_id = r.receivable_id and c.line_no = r.line_no
      and not exists (select 1 from correction_reversal v where v.correction_id = c.correction_id)
    where r.receivable_id = ${receivableId}::uuid group by r.line_no, r.net_minor, r.tax_minor order by r.line_no`.execute(
    work.db,
  );
  return rows.map((r) => ({
    ...NO_CARD,
    lineNo: r.line_no,
    netMinor: r.net,
    taxMinor: r.tax,
  }));
}

/** Locks the proforma and the cards of the lines named, in the order that everything locks in. */
export async function lockLineCards(work: Work, invoiceId: string, lineNos: readonly number[]): Promise<void> {
  const { rows } = await sql<{ card_id: string; proforma_id: string }>`
    select l.card_id, i.proforma_id from invoice_line l join invoice i on i.id = l.invoice_id
    where i.id = ${invoiceId}::uuid and l.line_no = any(${[...lineNos]}::int4[])`.execute(work.db);
  const [first] = rows;
  if (first) await lockProforma(work, first.proforma_id);
  await lockCards(
    work,
    rows.map((r) => r.card_id),
  );
}

/** Opens the payer's share of each card again. A share that came back before may be on a proforma by now: then it is refused. */
export async function restoreShares(
  work: Work,
  lines: readonly CorrectedLine[],
  how: { eventId: string; reason: string },
): Promise<Outcome<true>> {
  const cards = await lockCards(
    work,
    lines.flatMap((l) => (l.cardId ? [l.cardId] : [])),
  );
  const back = new Map(lines.map((l) => [l.cardId, l.restored]));
  const gone = cards.find((card) => (card.state !== 'billed' && card.state !== 'open') || card.on_proforma !== null);
  if (gone) {
    return refuse(
      'used-again',
      `Card ${gone.number} is ${gone.on_proforma ? `on proforma ${gone.on_proforma}` : gone.state} with another share already. ${gone.on_proforma ? 'Exclude it there first' : 'Take that back first'}, or credit without WIP.`,
    );
  }
  const outcome = await changeWip(work, cards, {
    kind: 'restored',
    journalKind: 'WIP restored',
    eventId: how.eventId,
    reason: how.reason,
    state: 'open',
    to: (card) => ({
      seconds: card.open_seconds + (back.get(card.id)?.seconds ?? 0n),
      wipMinor: card.wip_minor + (back.get(card.id)?.wipMinor ?? 0n),
      wipEntityMinor: card.wip_entity_minor + (back.get(card.id)?.wipEntityMinor ?? 0n),
    }),
  });
  return outcome.ok ? done(true) : outcome;
}
