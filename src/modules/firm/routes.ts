import type { Handler } from '../../platform/command.ts';
import { officeCommands } from './commands/offices.ts';
import { peopleCommands } from './commands/people.ts';
import { seriesCommands } from './commands/series.ts';
import { firmCommands } from './commands/set-up.ts';
import { taxCodeCommands } from './commands/tax-codes.ts';
import { queries } from './queries.ts';

export const routes: readonly Handler[] = [
  ...queries,
  ...firmCommands,
  ...officeCommands,
  ...taxCodeCommands,
  ...seriesCommands,
  ...peopleCommands,
];
