import type { Handler } from '../../platform/command.ts';
import { officeCommands } from './commands/offices.ts';
import { peopleCommands } from './commands/people.ts';
import { periodCommands } from './commands/periods.ts';
import { seriesCommands } from './commands/series.ts';
import { firmCommands } from './commands/set-up.ts';
import { taxCodeCommands } from './commands/tax-codes.ts';
import { taxRuleCommands } from './commands/tax-rules.ts';
import { queries } from './queries.ts';
import { listPeriods } from './queries/periods.ts';
import { taxRules } from './queries/tax-rules.ts';

export const routes: readonly Handler[] = [
  ...queries,
  taxRules,
  listPeriods,
  ...firmCommands,
  ...periodCommands,
  ...officeCommands,
  ...taxCodeCommands,
  ...taxRuleCommands,
  ...seriesCommands,
  ...peopleCommands,
];
