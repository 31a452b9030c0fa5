import type { setDocketRule } from '../../modules/docket/contract/rules.ts';
import type { AskOf } from '../api/client.ts';
import { orNull } from '../parts/lines.ts';
import { moneyFrom, textOf } from '../parts/money.tsx';
import type { BillingRule } from './rules.tsx';

type Input = AskOf<typeof setDocketRule>;
export type Action = Input['params']['action'];

/** A billing rule as it is typed. */
export interface Draft {
  readonly name: string;
  readonly codes: string[];
  readonly clientId: string | null;
  readonly jurisdiction: string;
  readonly caseType: string | null;
  readonly action: Action;
  readonly amount: string;
  readonly currency: string;
  readonly narrative: string;
  readonly taskCode: string;
  readonly items: string[];
  readonly words: string;
  readonly days: number;
  readonly approval: boolean;
  readonly clause: string;
  readonly from: string;
  readonly proposeSince: string;
}

export function draftOf(rule: BillingRule | null, today: string): Draft {
  const params = rule?.params;
  return {
    name: rule?.name ?? '',
    codes: rule?.codes ?? [],
    clientId: rule?.clientId ?? null,
    jurisdiction: rule?.jurisdiction ?? '',
    caseType: rule?.caseType ?? null,
    action: params?.action ?? 'fixed-fee',
    amount: params?.action === 'fixed-fee' ? textOf(params.amount) : '',
    currency: params?.action === 'fixed-fee' ? params.amount.currency : 'USD',
    narrative: params?.action === 'fixed-fee' ? params.narrative : '{event} in {application}',
    taskCode: params?.action === 'fixed-fee' || params?.action === 'task-code' ? params.taskCode : '',
    items: params?.action === 'official-fee' ? params.items : [],
    words: params?.action === 'hold' ? params.reason : params?.action === 'remind' ? params.words : '',
    days: params?.action === 'task-code' ? params.days : 60,
    approval: rule?.approval ?? true,
    clause: rule?.clause ?? '',
    from: today,
    proposeSince: '',
  };
}

/** What would be asked of the server; null while something is missing. */
export function inputOf(draft: Draft, rule: BillingRule | null): Input | null {
  const params = paramsOf(draft);
  if (params === null || draft.name.trim() === '' || draft.codes.length === 0 || draft.from === '') return null;
  return {
    ...(rule ? { lineId: rule.lineId } : {}),
    name: draft.name,
    codes: draft.codes,
    happens: draft.action === 'hold' ? 'opened' : 'completed',
    clientId: draft.clientId,
    matterId: rule?.matterId ?? null,
    jurisdiction: orNull(draft.jurisdiction.toUpperCase()),
    caseType: draft.caseType as Input['caseType'],
    params,
    approval: draft.approval,
    clause: draft.clause.trim() === '' ? '…' : draft.clause,
    from: draft.from,
    proposeSince: orNull(draft.proposeSince),
  };
}

function paramsOf(draft: Draft): Input['params'] | null {
  switch (draft.action) {
    case 'fixed-fee': {
      const amount = moneyFrom(draft.amount, draft.currency.toUpperCase());
      if (amount === null || draft.amount === '' || draft.narrative.trim() === '') return null;
      return { action: 'fixed-fee', amount, narrative: draft.narrative, taskCode: draft.taskCode };
    }
    case 'official-fee':
      return draft.items.length === 0 ? null : { action: 'official-fee', items: draft.items };
    case 'hold':
      return draft.words.trim() === '' ? null : { action: 'hold', reason: draft.words };
    case 'task-code':
      return draft.taskCode === '' ? null : { action: 'task-code', taskCode: draft.taskCode, days: draft.days };
    case 'remind':
      return draft.words.trim() === '' ? null : { action: 'remind', words: draft.words };
  }
}
