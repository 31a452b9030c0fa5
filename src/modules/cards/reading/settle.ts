import { type DateDecision, dayOf, orderOf } from './dates.ts';
import type { Field, Mapping, NumberStyle, Question, Table } from './fields.ts';
import { columnOf, columnsAt } from './mapping.ts';
import { decimalFrom, hoursAsOf, styleOf } from './numbers.ts';

const NEEDED: readonly (readonly [Field, string])[] = [
  ['workDate', 'the day of the work'],
  ['matter', 'the matter'],
];
const NUMERIC: readonly Field[] = ['hours', 'billableHours', 'amount', 'quantity', 'unitPrice', 'rate'];

/** Fills in what the file itself decides, and asks about the rest. */
export function settle(table: Table, mapping: Mapping): { mapping: Mapping; questions: Question[] } {
  const questions: Question[] = missingColumns(table, mapping);
  const dates = datesOf(table, mapping, questions);
  const numbers = numbersOf(table, mapping, questions);
  const hours =
    mapping.hoursAs === undefined ? hoursQuestion(table, mapping, numbers) : { as: mapping.hoursAs, samples: [] };
  if (hours.as === null) {
    questions.push({
      about: 'hoursAs',
      fields: [],
      samples: hours.samples,
      choices: ['minutes', 'seconds', 'decimal'],
      sentence: `Is ${hours.samples[0] ?? ''} in column ${mapping.columns.hours ?? ''} minutes, seconds or hours? It is more than a day of hours.`,
    });
  }
  return {
    mapping: {
      ...mapping,
      dates: dates.order ?? undefined,
      numbers: numbers ?? undefined,
      hoursAs: hours.as ?? undefined,
    },
    questions,
  };
}

const SLASHED: readonly string[] = ['day-month-year', 'month-day-year'];

/** An answer stands unless the column proves it wrong: a remembered layout may meet a file written the other way. */
function datesOf(table: Table, mapping: Mapping, questions: Question[]): DateDecision {
  const values = columnOf(table, mapping.columns.workDate).filter((v) => v !== '');
  const found = orderOf(values);
  const given = mapping.dates;
  if (given !== undefined) {
    const wrong = values.find((v) => dayOf(v, given) === null);
    const stands = wrong === undefined || found.order === given || (found.order === null && SLASHED.includes(given));
    if (stands) return { order: given, samples: [] };
    if (found.order !== null && SLASHED.includes(given) && SLASHED.includes(found.order)) {
      return askDates(
        questions,
        wrong,
        `The dates were to be read ${given}, but ${wrong} can’t be. Which order is it?`,
      );
    }
  }
  if (found.order !== null) return found;
  const [sample = '', other] = found.samples;
  const why = other === undefined ? 'Nothing else in the column tells.' : `${other} says otherwise.`;
  return askDates(questions, sample, `Is ${sample} written with the day or the month first? ${why}`);
}

function askDates(questions: Question[], sample: string, sentence: string): DateDecision {
  questions.push({
    about: 'dates',
    fields: [],
    samples: [sample],
    choices: ['day-month-year', 'month-day-year'],
    sentence,
  });
  return { order: null, samples: [sample] };
}

/** The same for numbers; a workbook's own numbers need no answer. */
function numbersOf(table: Table, mapping: Mapping, questions: Question[]): NumberStyle | null {
  const cells = NUMERIC.flatMap((field) => columnOf(table, mapping.columns[field]));
  const values = cells.filter((v) => v !== '' && !v.includes(':'));
  const { style, samples } = styleOf(values, table.plainNumbers);
  const given = mapping.numbers;
  if (given !== undefined) {
    if (style === null || style === given) return given;
    if (table.plainNumbers) return style;
    const wrong = values.find((v) => decimalFrom(v, given) === null && decimalFrom(v, style) !== null);
    if (wrong === undefined) return given;
    return askNumbers(questions, [wrong], `Numbers were to be read like ${given}, but ${wrong} can’t be. Which is it?`);
  }
  if (style !== null) return style;
  const sentence = `Which sign separates the decimals in ${samples.join(' and ')}? The file doesn’t tell.`;
  return askNumbers(questions, samples, sentence);
}

function askNumbers(questions: Question[], samples: string[], sentence: string): null {
  questions.push({ about: 'numbers', fields: [], samples, choices: ['1,234.56', '1.234,56'], sentence });
  return null;
}

function hoursQuestion(table: Table, mapping: Mapping, style: Mapping['numbers'] | null) {
  return hoursAsOf(mapping.columns.hours ?? '', columnOf(table, mapping.columns.hours), style ?? '1,234.56');
}

function missingColumns(table: Table, mapping: Mapping): Question[] {
  const unknown = (Object.entries(mapping.columns) as [Field, string | undefined][]).filter(
    ([, spec]) => spec !== undefined && columnsAt(table.header, spec) === null,
  );
  const ask = (fields: Field[], sentence: string): Question => ({
    about: 'columns',
    fields,
    choices: [...table.header],
    samples: [],
    sentence,
  });
  const asked = unknown.map(([field, spec]) =>
    ask([field], `The file has no column ${spec ?? ''} (for ${field}). Which column is it?`),
  );
  for (const [field, what] of NEEDED)
    if (mapping.columns[field] === undefined) asked.push(ask([field], `Which column holds ${what}?`));
  const { hours, amount, unitPrice } = mapping.columns;
  if (hours === undefined && amount === undefined && unitPrice === undefined)
    asked.push(ask(['hours', 'amount'], 'Which column holds the hours, or the amount?'));
  return asked;
}
