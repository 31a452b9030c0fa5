import { completeness } from './completeness.ts';
import { demoMonthCommand } from './demo-month.ts';
import type { Actor, Engine } from '../platform/command.ts';
import type { Config } from '../platform/config.ts';
import { saveDocument } from './documents.ts';
import { exportLedger } from './export-ledger.ts';
import { importCards } from './import-cards.ts';
import { importDocket } from './import-docket.ts';
import { peopleLink } from './people-link.ts';
import { verify } from './verify.ts';
import type { Words } from './words.ts';

/** Commands of the command line that are more than one call: files, throw-away databases. */
export interface Special {
  readonly summary: string;
  readonly needsFirm: boolean;
  run(words: Words, context: { config: Config; engine?: Engine; actor?: Actor }): Promise<number>;
}

export const SPECIALS: Readonly<Record<string, Special>> = {
  'import cards': importCards,
  'docket import': importDocket,
  'ledger export': exportLedger,
  'documents save': saveDocument,
  'people link': peopleLink,
  completeness,
  'demo month': demoMonthCommand,
  verify,
};
