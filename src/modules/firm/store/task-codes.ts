import { sql } from 'kysely';
import { listed } from '../../../kernel/text.ts';
import type { Reading } from '../../../platform/command.ts';

/** Why work can't have one of these task codes, as a sentence; null where it can have all of them. */
export async function strangeTaskCodes(db: Reading['db'], codes: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`
    select code from billing_code where kind = 'task' and selectable and code = any(${[...codes]}::text[])`.execute(db);
  const missing = codes.filter((code) => !rows.some((row) => row.code === code));
  return missing.length === 0
    ? null
    : `${listed(missing)} is no task code that work can have. Name the codes of tasks, as the list under Set-up, Codes has them.`;
}
