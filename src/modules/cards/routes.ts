import type { Handler } from '../../platform/command.ts';
import { correctCard, holdCards, releaseCards, takeBackCard } from './commands/change.ts';
import { recordWork } from './commands/record.ts';
import { cardQueries } from './queries/cards.ts';

export const routes: readonly Handler[] = [...cardQueries, recordWork, correctCard, takeBackCard, holdCards, releaseCards];
