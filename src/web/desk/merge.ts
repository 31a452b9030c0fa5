import type { OutputOf } from '../../kernel/endpoint.ts';
import type { editProforma } from '../../modules/proformas/contract.ts';
import type { Line, Sheet } from './operations.ts';

type Changes = NonNullable<OutputOf<typeof editProforma>['changes']>;

const KINDS = ['time', 'disbursement', 'charge'];

/** The desk's order: fees, disbursements, charges, each by matter, day and number. */
function inOrder(a: Line, b: Line, matters: readonly string[]): number {
  if (a.kind !== b.kind) return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
  if (a.matterId !== b.matterId) return matters.indexOf(a.matterId) - matters.indexOf(b.matterId);
  if (a.workDate !== b.workDate) return a.workDate < b.workDate ? -1 : 1;
  return Number(BigInt(a.cardNumber) - BigInt(b.cardNumber));
}

/** The sheet after an edit that told only what is other than before; lines that stayed are the same objects. */
export function merged(sheet: Sheet, changes: Changes): Sheet {
  const { lines: changed, gone, ...rest } = changes;
  const byId = new Map(changed.map((line) => [line.id, line]));
  const left = new Set(gone);
  const lines = sheet.lines.filter((line) => !left.has(line.id)).map((line) => byId.get(line.id) ?? line);
  for (const line of lines) byId.delete(line.id);
  const placeOf = (line: Line | undefined): string => `${line?.workDate} ${line?.matterId}`;
  const moved = changed.some((line) => placeOf(sheet.lines.find((l) => l.id === line.id)) !== placeOf(line));
  const matters = rest.matters.map((matter) => matter.id);
  const all = [...lines, ...byId.values()];
  return { ...rest, lines: moved || byId.size > 0 ? all.toSorted((a, b) => inOrder(a, b, matters)) : all };
}
