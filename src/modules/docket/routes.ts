import type { Handler } from '../../platform/command.ts';
import { commands as decide } from './commands/decide.ts';
import { commands as take } from './commands/import.ts';
import { commands as makeMissing } from './commands/make-missing.ts';
import { commands as office } from './commands/office.ts';
import { commands as rules } from './commands/rules.ts';
import { commands as save } from './commands/save.ts';
import { commands as takeBack } from './commands/take-back.ts';
import { queries as completeness } from './queries/completeness.ts';
import { queries as docket } from './queries/docket.ts';
import { queries as officeQueries } from './queries/office.ts';
import { queries as ruleQueries } from './queries/rules.ts';

export const routes: readonly Handler[] = [
  ...docket,
  ...ruleQueries,
  ...completeness,
  ...take,
  ...takeBack,
  ...save,
  ...rules,
  ...decide,
  ...makeMissing,
  ...office,
  ...officeQueries,
];
