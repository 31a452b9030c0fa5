import { addDays, type Day, weekday } from '../../kernel/day.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { amountText } from '../../kernel/money.ts';
import { counted } from '../../kernel/text.ts';
import type { showDigest } from './contract.ts';

type Digest = OutputOf<typeof showDigest>;

/** Monday, until the firm says otherwise. */
export const DIGEST_WEEKDAY = 1;

const WEEK = 7;
const RULES_TOLD = 8;
const WAIVERS_TOLD = 10;

/** The seven days that ended before the last `onWeekday` up to `today` (Monday = 1): the week to be told of. */
export function weekToTell(today: Day, onWeekday: number): { readonly from: Day; readonly to: Day } {
  const since = (weekday(today) - onWeekday + WEEK) % WEEK;
  const to = addDays(today, -since - 1);
  return { from: addDays(to, -WEEK + 1), to };
}

/** Nothing happened and nothing stands: no letter is written. */
export function isQuiet(digest: Digest): boolean {
  const { raised, mended, waived, escaped, open, setUp } = digest;
  return raised + mended + waived + escaped + open.block + open.fix + open.warn + setUp.length === 0;
}

/** The digest as a letter to the billing managers; `{site}` is the address of the desk. */
export function digestLetter(digest: Digest): { readonly subject: string; readonly body: string } {
  const { from, to, open } = digest;
  const rules = digest.rules.filter((rule) => rule.raised + rule.escaped > 0).slice(0, RULES_TOLD);
  const stake = digest.atStake.map((one) => `${amountText(BigInt(one.minor), one.currency)} ${one.currency}`);
  const parts = [
    `From ${from} to ${to}: ${digest.raised} raised, ${digest.mended} mended, ${digest.waived} waived, ${digest.escaped} billed as they were.`,
    `Open now: ${counted(open.block, 'block')}, ${counted(open.fix, 'fix', 'fixes')}, ${counted(open.warn, 'warning')}; ${
      stake.join(' and ') || 'no money'
    } in question.`,
    '{site}/pre-review',
    ...block('By rule', rules, (rule) => `${rule.title}: ${rule.raised} raised, ${rule.escaped} billed as they were`),
    ...block(
      'Blocks and fixes that were waived',
      digest.waivers.slice(0, WAIVERS_TOLD),
      (one) => `Proforma ${one.number}: ${one.sentence} ${one.who}: ${one.reason}`,
    ),
    ...block(
      'Matters that couldn’t be billed',
      digest.setUp.slice(0, WAIVERS_TOLD),
      (one) => `${one.matter} ${one.name}, with ${one.owner}: ${one.missing.join(' ')}`,
    ),
    '',
    'All of it: {site}/quality. There you also set on which day this letter is written, or that it isn’t.',
  ];
  return { subject: `Flags of the week to ${to}: ${counted(open.block, 'block')} open`, body: parts.join('\n') };
}

function block<T>(title: string, rows: readonly T[], say: (row: T) => string): string[] {
  return rows.length === 0 ? [] : ['', `${title}:`, ...rows.map((row) => `- ${say(row)}`)];
}
