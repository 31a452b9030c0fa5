import { handleQuery } from '../../../platform/command.ts';
import * as c from '../contract.ts';

const REASONS: Readonly<Record<string, readonly string[]>> = {
  'write-down': ['Agreed with client', 'Time over estimate', 'Duplicate work', 'Training', 'Courtesy'],
  hold: [
    'Waiting for response to be filed',
    'Client asked to wait',
    'Vendor invoice not in yet',
    'Estimate exceeded; client to confirm',
  ],
  purge: ['Recorded by mistake', 'Not billable under the engagement', 'Client relationship'],
  transfer: ['Recorded on the wrong matter', 'Matter was split'],
  'no-charge': [
    'Courtesy',
    'Training',
    'Duplicate work',
    'Included in a fixed fee',
    'Not billable under the guidelines',
  ],
  're-rate': ['New rate agreed', 'Rate was missing when recorded', 'Wrong title when recorded'],
  divide: ['Block billing', 'Two tasks in one entry', 'Part of it belongs elsewhere'],
  combine: ['Same task on one day', 'Client wants one line a day', 'Recorded in pieces'],
  adjust: ['Agreed discount', 'Volume discount', 'Courtesy'],
  split: ['Agreed among the payers', 'Work for one of the owners'],
  words: ['Clearer wording', 'Spelling', 'Client guidelines'],
};

export const listReasons = handleQuery(c.listReasons, () =>
  Promise.resolve({
    rows: Object.entries(REASONS).flatMap(([operation, offered]) => offered.map((reason) => ({ operation, reason }))),
  }),
);
