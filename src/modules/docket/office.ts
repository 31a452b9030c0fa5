import { type Day, dayFrom } from '../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { bareNumber } from './find-matter.ts';

export type Service = 'USPTO ODP' | 'USPTO TSDR';

/** Where a case is asked about; paths below the service's base address. */
export interface OfficeQuestion {
  readonly service: Service;
  /** the number as the service wants it */
  readonly number: string;
  readonly path: string;
}

/** What an office says of a case. */
export interface OfficeCase {
  readonly number: string;
  readonly status: string;
  readonly events: readonly OfficeEvent[];
}

interface OfficeEvent {
  /** its identity at the office */
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly day: Day;
}

/** Which service knows the case: US patents and designs by application number, US trademarks by serial number. */
export function questionFor(of: {
  readonly jurisdiction: string | null;
  readonly caseType: string;
  readonly applicationNumber: string;
}): Outcome<OfficeQuestion> {
  if (of.jurisdiction !== 'US')
    return refuse(
      'no-office',
      'Only the patent office of the United States can be asked. Take a list of your docketing system for other cases.',
    );
  const number = bareNumber(of.applicationNumber);
  if (!/^\d{8}$/.test(number))
    return refuse(
      'no-number',
      `“${of.applicationNumber}” is no application or serial number of eight digits. Correct it on the matter.`,
      { where: 'applicationNumber' },
    );
  if (of.caseType === 'trademark')
    return done({ service: 'USPTO TSDR', number, path: `/ts/cd/casestatus/sn${number}/info` });
  if (of.caseType === 'patent' || of.caseType === 'design')
    return done({ service: 'USPTO ODP', number, path: `/api/v1/patent/applications/${number}` });
  return refuse('no-office', `The office can’t be asked about a case of the type ${of.caseType}.`);
}

type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const listIn = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
const textIn = (of: Json, ...names: readonly string[]): string => {
  for (const name of names) {
    const value = of[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  }
  return '';
};

/** The day of an instant or a day, as offices write them. */
function dayIn(text: string): Day | null {
  return dayFrom(text.slice(0, 10));
}

const UNREADABLE = 'The office’s answer has not the shape it should have. Nothing was taken; ask again later.';

/** Reads the answer of the service to a question about one case. */
export function readAnswer(question: OfficeQuestion, body: unknown): Outcome<OfficeCase> {
  if (!isJson(body)) return refuse('bad-answer', UNREADABLE);
  return question.service === 'USPTO ODP' ? readOdp(question, body) : readTsdr(question, body);
}

/** The Open Data Portal: `patentFileWrapperDataBag` now, `patentBag` in its beta of 2024. */
function readOdp(question: OfficeQuestion, body: Json): Outcome<OfficeCase> {
  const bag = Array.isArray(body['patentFileWrapperDataBag']) ? body['patentFileWrapperDataBag'] : body['patentBag'];
  if (!Array.isArray(bag)) return refuse('bad-answer', UNREADABLE);
  const found = listIn(bag).find((one) => bareNumber(textIn(one, 'applicationNumberText')) === question.number);
  if (!found)
    return refuse('not-known', `The office knows no application ${question.number}. Correct the number on the matter.`);
  const about = isJson(found['applicationMetaData']) ? found['applicationMetaData'] : {};
  return done({
    number: question.number,
    status: textIn(about, 'applicationStatusDescriptionText', 'applicationStatusCode'),
    events: numbered(
      listIn(found['eventDataBag']).flatMap((event) => {
        const day = dayIn(textIn(event, 'eventDate'));
        const code = textIn(event, 'eventCode');
        const name = textIn(event, 'eventDescriptionText') || code;
        return day === null || name === '' ? [] : [{ code, name, day }];
      }),
    ),
  });
}

/** Trademark status and document retrieval: `trademarks[].prosecutionHistory`. */
function readTsdr(question: OfficeQuestion, body: Json): Outcome<OfficeCase> {
  const [found] = listIn(body['trademarks']);
  if (!found) return refuse('bad-answer', UNREADABLE);
  const status = isJson(found['status']) ? found['status'] : {};
  const serial = textIn(status, 'serialNumber');
  if (serial !== '' && bareNumber(serial) !== question.number)
    return refuse(
      'not-known',
      `The office answered for ${serial}, not for ${question.number}. Correct the number on the matter.`,
    );
  return done({
    number: question.number,
    status: textIn(status, 'extStatusDesc', 'status'),
    events: numbered(
      listIn(found['prosecutionHistory']).flatMap((entry) => {
        const day = dayIn(textIn(entry, 'entryDate'));
        const code = textIn(entry, 'entryCode');
        const name = textIn(entry, 'entryDesc') || code;
        return day === null || name === '' ? [] : [{ code, name, day }];
      }),
    ),
  });
}

/** Two events of one code and day are told apart by their order, which an office keeps. */
function numbered(events: readonly Omit<OfficeEvent, 'key'>[]): OfficeEvent[] {
  const seen = new Map<string, number>();
  return events.map((event) => {
    const base = `${event.code}|${event.day}`;
    const nth = (seen.get(base) ?? 0) + 1;
    seen.set(base, nth);
    return { ...event, key: nth === 1 ? base : `${base}|${nth}` };
  });
}
