import { counted } from '../../kernel/text.ts';
import { counts, type Line } from './line.ts';
import { sharesOf, strayed } from './payer-shares.ts';
import type { PayerShare } from './settle.ts';
import type { Missing } from '../matters/index.ts';

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
  missing: readonly Missing[],
  ebilling: { readonly codesRequired: boolean; readonly ledes: boolean },
): Problem[] {
  const on = lines.filter(counts);
  const problems: Problem[] = missing.map(({ untaxed: _untaxed, ...m }) => ({ ...m, stops: 'bill' }));
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
  problems.push(...straySplits(on, payers));
  for (const kind of ['time', 'disbursement', 'charge'] as const) {
    const ofKind = Map.groupBy(
      on.filter((line) => line.kind === kind),
      (line) => line.matterId,
    );
    const hidden = [...ofKind.values()].flatMap((ofMatter) => homeless(ofMatter, payers));
    if (hidden.length > 0) {
      problems.push({
        what: `All ${kind} lines${ofKind.size > 1 ? ' of a matter' : ''} are hidden, so their value has no printed line to stand in.`,
        mend: 'Print at least one of them; the hidden value is folded into it.',
        href: null,
        stops: 'approve',
        on: { lines: hidden.map((line) => line.id), mark: 'Hidden, and nothing is printed to hold its value' },
      });
    }
  }
  const taxedBy = (payer: PayerShare): boolean => on.some((line) => (payer.taxOf(line)?.ratePpm ?? 0) > 0);
  if (ebilling.ledes && payers.some(taxedBy)) {
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
  const told = new Set(missing.map((m) => m.untaxed));
  return [...problems, ...untaxed(on, payers, told)];
}

/** Hidden lines with a value whose kind and tax have no printed line on some payer's invoice. */
function homeless(ofKind: readonly Line[], payers: readonly PayerShare[]): Line[] {
  const each =
    payers.length === 0 ? [ofKind] : payers.map((_, i) => ofKind.filter((l) => sharesOf(l, payers)[i] !== 0));
  // Value is folded into a line of the same tax only.
  const alike = each.flatMap((own, i) => [...Map.groupBy(own, (line) => payers[i]?.taxOf(line)?.taxCodeId).values()]);
  const found = alike.flatMap((own) =>
    own.some((line) => line.printed) ? [] : own.filter((line) => line.billMinor > 0n && !line.noCharge),
  );
  return [...new Set(found)];
}

function straySplits(on: readonly Line[], payers: readonly PayerShare[]): Problem[] {
  const stray = on.filter((line) => strayed(line, payers));
  if (stray.length === 0) return [];
  return [
    {
      what: `${stray.length} lines are split to somebody who doesn’t pay for the matter any more.`,
      mend: 'Split them anew, or restore them.',
      href: null,
      stops: 'submit',
      on: { lines: stray.map((line) => line.id), mark: 'Split to a former payer' },
    },
  ];
}

/** Lines for which a payer has no code of its own and no rule says one. */
function untaxed(on: readonly Line[], payers: readonly PayerShare[], told: ReadonlySet<string | undefined>): Problem[] {
  return payers.flatMap((payer, i): Problem[] => {
    const bare = on.filter((line) => sharesOf(line, payers)[i] !== 0 && payer.taxOf(line) === null);
    if (bare.length === 0 || told.has(payer.name)) return [];
    return [
      {
        what: `${payer.name}: ${counted(bare.length, 'line')} ${bare.length === 1 ? 'has' : 'have'} no tax code, for no rule speaks of ${bare.length === 1 ? 'it' : 'them'} today.`,
        mend: 'Set a tax rule under Setup, Tax rules, or choose a tax code for the payer on the client’s page.',
        href: '/setup?tab=tax-rules',
        stops: 'bill',
        on: { lines: bare.map((line) => line.id), mark: `No tax rule for ${payer.name}` },
      },
    ];
  });
}
