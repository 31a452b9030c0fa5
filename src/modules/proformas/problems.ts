import { counts, type Line } from './line.ts';
import type { PayerShare } from './settle.ts';

export interface Problem {
  readonly what: string;
  readonly mend: string;
  readonly href: string | null;
  readonly stops: 'submit' | 'approve' | 'bill';
  /** the lines it is about, and what is said on each of them */
  readonly on?: { readonly lines: readonly string[]; readonly mark: string };
}

/** What stops this proforma from going on, each with its mend. */
export function problemsOf(
  lines: readonly Line[],
  payers: readonly PayerShare[],
  missing: readonly { what: string; mend: string; href: string }[],
  ebilling: { readonly codesRequired: boolean; readonly ledes: boolean },
): Problem[] {
  const on = lines.filter(counts);
  const problems: Problem[] = missing.map((m) => ({ ...m, stops: 'bill' }));
  const bare = on.filter((line) => line.narrative.trim() === '');
  if (bare.length > 0) {
    problems.push({
      what: `${bare.length} lines have no narrative.`,
      mend: 'Write one, or exclude the lines.',
      href: null,
      stops: 'submit',
      on: { lines: bare.map((line) => line.id), mark: 'No narrative' },
    });
  }
  for (const kind of ['time', 'disbursement', 'charge'] as const) {
    const ofKind = on.filter((line) => line.kind === kind);
    const hidden = ofKind.filter((line) => !line.printed && line.billMinor > 0n && !line.noCharge);
    if (hidden.length > 0 && !ofKind.some((line) => line.printed)) {
      problems.push({
        what: `All ${kind} lines are hidden, so their value has no printed line to stand in.`,
        mend: 'Print at least one of them; the hidden value is folded into it.',
        href: null,
        stops: 'approve',
        on: { lines: hidden.map((line) => line.id), mark: 'Hidden, and nothing is printed to hold its value' },
      });
    }
  }
  if (ebilling.ledes && payers.some((payer) => (payer.tax?.ratePpm ?? 0) > 0)) {
    problems.push({
      what: 'This client gets LEDES 1998B files, which have no field for tax, and a payer is taxed.',
      mend: 'Choose an untaxed code for the payer, or take the client off LEDES 1998B.',
      href: null,
      stops: 'approve',
    });
  }
  if (ebilling.codesRequired) {
    const uncoded = on.filter((line) => line.kind === 'time' && (line.taskCode === null || line.activityCode === null));
    if (uncoded.length > 0) {
      problems.push({
        what: `${uncoded.length} time lines lack a task or activity code, which this client’s e-billing requires.`,
        mend: 'Set the codes on the lines.',
        href: null,
        stops: 'approve',
        on: { lines: uncoded.map((line) => line.id), mark: 'Task or activity code missing' },
      });
    }
  }
  return [...problems, ...untaxed(payers, missing.length)];
}

function untaxed(payers: readonly PayerShare[], missing: number): Problem[] {
  if (missing > 0 || payers.every((payer) => payer.tax !== null)) return [];
  return [
    {
      what: 'A payer has no tax code today.',
      mend: 'Choose a tax code for the payer on the client’s page.',
      href: null,
      stops: 'bill',
    },
  ];
}
