import type { Handler } from '../../platform/command.ts';
import { correctCard, holdCards, releaseCards, replaceCard, takeBackCard } from './commands/change.ts';
import { forgetMapping } from './commands/forget-mapping.ts';
import { previewImport, startImport } from './commands/import.ts';
import { recordWork } from './commands/record.ts';
import { takeBackImport } from './commands/take-back-import.ts';
import { cardQueries } from './queries/cards.ts';
import { importQueries } from './queries/imports.ts';
import { suggestNarratives } from './queries/narratives.ts';

export const routes: readonly Handler[] = [
  ...cardQueries,
  suggestNarratives,
  recordWork,
  correctCard,
  takeBackCard,
  replaceCard,
  holdCards,
  releaseCards,
  previewImport,
  startImport,
  takeBackImport,
  forgetMapping,
  ...importQueries,
];
