import type { Handler } from '../../platform/command.ts';
import { commands as clauseCommands } from './commands/clauses.ts';
import { commands as engagementCommands } from './commands/engagements.ts';
import { commands as rateCommands } from './commands/rates.ts';
import { queries as engagementQueries } from './queries/engagements.ts';
import { engagementLetterQuery } from './queries/letter.ts';
import { queries as rateQueries } from './queries/rates.ts';

export const routes: readonly Handler[] = [
  ...rateQueries,
  ...rateCommands,
  ...engagementQueries,
  engagementLetterQuery,
  ...engagementCommands,
  ...clauseCommands,
];
