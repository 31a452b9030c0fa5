import type { Handler } from '../../platform/command.ts';
import { officeCommands } from './commands/offices.ts';
import { peopleCommands } from './commands/people.ts';
import { seriesCommands } from './commands/series.ts';
import { firmCommands } from './commands/set-up.ts';
import { taxCodeCommands } from './commands/tax-codes.ts';
import { taxRuleCommands } from './commands/tax-rules.ts';
import { queries } from './queries.ts';
import { taxRules } from './queries/tax-rules.ts';

export const routes: readonly Handler[] = [
  ...queries,
  taxRules,
  ...firmCommands,
  ...officeCommands,
  ...taxCodeCommands,
  ...taxRuleCommands,
  ...seriesCommands,
  ...peopleCommands,
];
