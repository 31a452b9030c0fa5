import { wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract/proposals.ts';
import type { Line, LineState } from '../line.ts';
import { staleLines } from '../proposal.ts';
import { fieldText, fieldWord } from '../redline.ts';
import { loadProposals, moneyOf, type Proposal } from '../store/proposals.ts';
import { loadSheet, type Sheet } from '../store/sheet.ts';

export const listProposals: Query = handleQuery(c.listProposals, async (reading, { proformaId }) => {
  const sheet = await loadSheet(reading, proformaId, { lock: false });
  if (!sheet) throw new NotFound('There is no such proforma.');
  const lineOf = new Map(sheet.lines.map((line) => [line.id, line]));
  const { currency } = sheet.head;
  const proposals = await loadProposals(reading.db, proformaId);
  return {
    rows: proposals.map((p) => ({
      id: p.id,
      state: p.state,
      sentence: p.sentence,
      reason: 'reason' in p.operation ? p.operation.reason : '',
      who: p.who,
      mine: p.proposerId === reading.actor.personId,
      recordedAt: instant(p.recordedAt),
      effect: p.effectMinor === null ? null : wire(p.effectMinor, currency),
      stale: p.state === 'open' && staleLines(p, lineOf, moneyOf).size > 0,
      decidedBy: p.decidedBy,
      note: p.note,
      lines: linesOf(p, lineOf, sheet),
    })),
  };
});

function linesOf(proposal: Proposal, lineOf: ReadonlyMap<string, Line>, sheet: Sheet) {
  const text = (field: keyof LineState, value: unknown): string =>
    fieldText(field, value, sheet.head.currency, sheet.payers);
  const changeOf = new Map(proposal.changes.map((change) => [change.lineId, change]));
  return proposal.lines.map(({ id, cardNumber }) => {
    const line = lineOf.get(id);
    const change = changeOf.get(id);
    const fields = change ? (Object.keys(change.after) as (keyof LineState)[]) : [];
    return {
      id,
      cardNumber,
      gone: line === undefined,
      fields: fields.map((field) => ({
        field: fieldWord(field),
        seen: text(field, change?.before[field]),
        now: text(field, line?.[field]),
        proposed: text(field, change?.after[field]),
      })),
    };
  });
}
