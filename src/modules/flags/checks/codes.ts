import type { Check, Found } from '../check.ts';
import type { Facts, FlagLine } from '../facts.ts';
import { costsOf, lineSays, timeOf } from './lines.ts';

type CodeField = 'taskCode' | 'activityCode' | 'expenseCode';

function uncoded(lines: readonly FlagLine[], fields: readonly CodeField[], says: string): Found[] {
  return lines
    .filter((line) => fields.some((field) => line[field] === null))
    .map((line) => ({
      lines: [line],
      sentence: `${lineSays(line)} has no ${says}.`,
      evidence: {
        task: line.taskCode ?? 'none',
        activity: line.activityCode ?? 'none',
        expense: line.expenseCode ?? 'none',
      },
    }));
}

/** OCG32 asks for a task code on each fee line. Where the client's e-billing requires it, it always runs. */
const missing: Check = {
  code: 'code-missing',
  title: 'Task or activity code missing',
  subject: 'codes',
  looks: 'Time without task or activity code where the client requires them.',
  source: 'format',
  severity: 'block',
  on: true,
  params: [],
  run: (facts) =>
    facts.codesRequired ? uncoded(timeOf(facts), ['taskCode', 'activityCode'], 'task or activity code') : [],
};

/** OCG33. */
const expenseMissing: Check = {
  code: 'expense-code-missing',
  title: 'Expense code missing',
  subject: 'codes',
  looks: 'Disbursements and charges without an expense code, for e-billed clients.',
  source: 'format',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) => (facts.client.ebilled ? uncoded(costsOf(facts), ['expenseCode'], 'expense code') : []),
};

/** A code that stands in none of the sets, or not as this kind of code. */
const invalid: Check = {
  code: 'code-invalid',
  title: 'Code that no set knows',
  subject: 'codes',
  looks: 'Codes that are in none of the sets, or are of another kind.',
  source: 'format',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) =>
    facts.lines.flatMap((line): Found[] => {
      const wrong = wrongCodes(facts, line);
      if (wrong.length === 0) return [];
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} has ${wrong.map((w) => `${w.code}, which is no ${w.kind} code`).join(' and ')}. Choose one from the list.`,
          evidence: Object.fromEntries(wrong.map((w) => [w.kind, w.code])),
          about: wrong.map((w) => w.code).join(' '),
        },
      ];
    }),
};

function wrongCodes(facts: Facts, line: FlagLine): { code: string; kind: string }[] {
  const wanted = [
    { code: line.taskCode, kind: 'task' },
    { code: line.activityCode, kind: 'activity' },
    { code: line.expenseCode, kind: 'expense' },
  ];
  return wanted.flatMap(({ code, kind }) =>
    code === null || facts.codes.get(code)?.kind === kind ? [] : [{ code, kind }],
  );
}

/** OCG34: an activity says how; without a task it doesn't say what. */
const activityAlone: Check = {
  code: 'activity-without-task',
  title: 'Activity without a task',
  subject: 'codes',
  looks: 'An activity code without a task code.',
  source: 'format',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) =>
    timeOf(facts)
      .filter((line) => line.activityCode !== null && line.taskCode === null)
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} has the activity ${line.activityCode} and no task code. Choose the task.`,
        evidence: { activity: line.activityCode ?? '' },
      })),
};

/** OCG32: one code set per matter. */
const mixed: Check = {
  code: 'mixed-code-sets',
  title: 'Task codes of several sets',
  subject: 'codes',
  looks: 'Task codes that don’t come from one set, or not from the matter’s.',
  source: 'format',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) => {
    const coded = timeOf(facts).filter((line) => facts.codes.get(line.taskCode ?? '')?.kind === 'task');
    const wanted = facts.matter.codeSet ?? commonSet(facts, coded);
    if (wanted === null) return [];
    const strange = coded.filter((line) => !facts.codes.get(line.taskCode ?? '')?.sets.includes(wanted));
    if (strange.length === 0) return [];
    return strange.map((line) => ({
      lines: [line],
      sentence: `${lineSays(line)} has ${line.taskCode}, which isn’t of the set ${wanted} that the matter uses.`,
      evidence: { code: line.taskCode ?? '', set: wanted },
      about: line.taskCode ?? '',
    }));
  },
};

/** The set that most task codes of the proforma belong to. */
function commonSet(facts: Facts, lines: readonly FlagLine[]): string | null {
  const counts = new Map<string, number>();
  for (const line of lines)
    for (const set of facts.codes.get(line.taskCode ?? '')?.sets ?? []) counts.set(set, (counts.get(set) ?? 0) + 1);
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return most?.[0] ?? null;
}

export const codeChecks: readonly Check[] = [missing, expenseMissing, invalid, activityAlone, mixed];
