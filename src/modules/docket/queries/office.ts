import { sql } from 'kysely';
import { handleQuery, type Query } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract/office.ts';
import { questionFor } from '../office.ts';
import { casesOf } from '../store/rules.ts';

const SHOWN = 5;

const answers = handleQuery(c.listAnswers, async ({ db }, { matterId }) => {
  const of = (await casesOf(db, [matterId])).get(matterId);
  const question = of ? questionFor(of) : null;
  const { rows } = await sql<{
    id: string;
    service: string;
    number: string;
    state: 'asked' | 'answered' | 'failed';
    sentence: string;
    case_status: string;
    added: number;
    changed: number;
    missing: number;
    who: string | null;
    recorded_at: Date;
    settled_at: Date | null;
  }>`select a.id, a.service, a.number, a.state, a.sentence, a.case_status, a.added, a.changed, a.missing, p.name as who, a.recorded_at, a.settled_at
    from office_answer a left join person_brief p on p.id = a.actor_id
    where a.matter_id = ${matterId}::uuid order by a.recorded_at desc limit ${SHOWN}`.execute(db);
  return {
    cannot: question && !question.ok ? question.refusal.sentence : '',
    rows: rows.map(({ case_status, recorded_at, settled_at, who, ...row }) => ({
      ...row,
      caseStatus: case_status,
      who: who ?? '',
      recordedAt: instant(recorded_at),
      settledAt: settled_at === null ? null : instant(settled_at),
    })),
  };
});

export const queries: readonly Query[] = [answers];
