import type { ParamValue } from './params.ts';

/** A clause as published, from data/guidelines/published.json. */
export interface Published {
  readonly id: string;
  readonly key: string;
  readonly check: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly source: string;
  readonly action: string;
  readonly sourced: boolean;
}

export interface TemplateRule {
  readonly code: string;
  readonly severity: 'block' | 'fix' | 'warn' | 'info';
  readonly params: Readonly<Record<string, ParamValue>>;
}

type Reads = (params: Published['params']) => Readonly<Record<string, ParamValue>>;

const none: Reads = () => ({});
const list =
  (from: string, to: string): Reads =>
  (params) => ({ [to]: (params[from] as string[] | undefined) ?? [] });

/** Where the published text names several values ("30 or 60 days") none is taken: the client's own text decides. */
const single =
  (from: string, to: string, as: (value: number) => ParamValue): Reads =>
  (params) =>
    typeof params[from] === 'number' ? { [to]: as(params[from]) } : {};

/** A number of the published file as hours. */
const hoursOf = (value: number): string => `${value}`;

/** Which check keeps a published clause, and how its parameters are read. Clauses without one are for people to read. */
const KEPT_BY: Readonly<Record<string, { readonly code: string; readonly reads: Reads }>> = {
  min_increment: { code: 'minimum-increment', reads: single('increment', 'unit', hoursOf) },
  block_billing: {
    code: 'block-billing',
    reads: (p) => ({
      ...single('maxTasks', 'maxTasks', Number)(p),
      ...single('hoursThreshold', 'overHours', hoursOf)(p),
    }),
  },
  vague_narrative: {
    code: 'vague-narrative',
    reads: (p) => ({ ...single('minWords', 'minWords', Number)(p), ...list('blacklist', 'phrases')(p) }),
  },
  max_hours_per_day_timekeeper: { code: 'long-day', reads: single('max', 'max', hoursOf) },
  max_hours_per_day_hard: { code: 'impossible-day', reads: none },
  stale_time: { code: 'stale-work', reads: single('days', 'days', Number) },
  approved_timekeeper: { code: 'timekeeper-not-approved', reads: none },
  rate_freeze: { code: 'rate-rise-unapproved', reads: none },
  rate_match: { code: 'rate-above-agreed', reads: none },
  clerical_work: { code: 'clerical-work', reads: list('keywords', 'phrases') },
  conflict_checks: { code: 'unpayable-task', reads: () => ({ phrases: ['conflict check', 'conflicts check'] }) },
  billing_admin: {
    code: 'unpayable-task',
    reads: () => ({ phrases: ['prepare bill', 'preparing bill', 'review bill', 'reviewing bill', 'billing question'] }),
  },
  intra_office_conference: { code: 'many-attendees', reads: single('max', 'max', Number) },
  multiple_attendees: { code: 'many-attendees', reads: single('max', 'max', Number) },
  travel_rate: { code: 'travel-rate', reads: single('pct', 'percent', Number) },
  travel_mixed: { code: 'travel-mixed', reads: none },
  copies_rate: { code: 'copies-rate', reads: none },
  no_markup: { code: 'cost-marked-up', reads: none },
  receipt_required: { code: 'receipt-missing', reads: none },
  expense_preapproval: { code: 'approval-missing', reads: none },
  overhead_expenses: { code: 'overhead-expense', reads: list('codes', 'codes') },
  expert_consultant_preapproval: { code: 'expense-needs-approval', reads: list('codes', 'codes') },
  local_counsel: { code: 'expense-needs-approval', reads: list('codes', 'codes') },
  first_year_associates: { code: 'class-not-paid', reads: list('classes', 'classes') },
  paralegal_level_work: { code: 'paralegal-work', reads: list('keywords', 'phrases') },
  training_familiarisation: { code: 'unpayable-task', reads: list('keywords', 'phrases') },
  task_code_required: { code: 'mixed-code-sets', reads: none },
  expense_code_required: { code: 'expense-code-missing', reads: none },
  activity_without_task: { code: 'activity-without-task', reads: none },
  duplicate_line: { code: 'duplicate-cards', reads: none },
  line_outside_billing_period: { code: 'outside-period', reads: none },
  weekend_holiday_or_future_date: { code: 'weekend-or-holiday', reads: none },
  monthly_hours_cap: {
    code: 'month-hours',
    reads: (p) => ({ ...single('attorney', 'max', hoursOf)(p), ...single('support', 'maxSupport', hoursOf)(p) }),
  },
  staffing_cap: { code: 'staffing', reads: single('max', 'max', Number) },
  budget_notice: { code: 'budget-used', reads: none },
  cap_or_fixed_fee: { code: 'cap-reached', reads: none },
  official_fee_passthrough: { code: 'official-fee-differs', reads: none },
  duplicate_official_fee: { code: 'fee-twice', reads: none },
  no_premium: { code: 'premium', reads: none },
};

/** "reject" asks for a mend, "warn" for a look: what a published action means as a severity. */
function severityOf(action: string): TemplateRule['severity'] {
  if (/^(reject|hold|reduce|cap)/.test(action)) return 'fix';
  return action.startsWith('alert') ? 'info' : 'warn';
}

export function ruleOf(published: Published): TemplateRule | null {
  const kept = KEPT_BY[published.key];
  return kept === undefined
    ? null
    : { code: kept.code, severity: severityOf(published.action), params: kept.reads(published.params) };
}
