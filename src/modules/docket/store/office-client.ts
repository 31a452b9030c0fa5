import { setTimeout as wait } from 'node:timers/promises';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { OfficeQuestion, Service } from '../office.ts';

/** Where the services are and with which key; without a key a service isn't asked. */
export interface OfficeSettings {
  readonly odp: { readonly url: string; readonly key: string | null };
  readonly tsdr: { readonly url: string; readonly key: string | null };
}

/** Nobody is asked. */
export const NO_OFFICES: OfficeSettings = { odp: { url: '', key: null }, tsdr: { url: '', key: null } };

export interface OfficeClient {
  /** the answer's JSON; a refusal says what is wrong, and whether trying again may help */
  ask(question: OfficeQuestion): Promise<Outcome<unknown>>;
}

/** Refusals after which the same question may be answered later. */
export const PASSING: readonly string[] = [
  'office-busy',
  'office-down',
  'office-slow',
  'office-unreachable',
  'answer-cut',
];

const TIMEOUT_MS = 20_000;
/** Both services allow sixty questions a minute. */
const APART_MS = 1_000;
const MAX_BYTES = 20_000_000;

const HEADER: Readonly<Record<Service, string>> = { 'USPTO ODP': 'X-API-KEY', 'USPTO TSDR': 'USPTO-API-KEY' };
const SETTING: Readonly<Record<Service, string>> = { 'USPTO ODP': 'ENGROSS_ODP_KEY', 'USPTO TSDR': 'ENGROSS_TSDR_KEY' };

/** Asks the services one question after the other, never faster than they allow. */
export function officeClient(
  settings: OfficeSettings,
  how = { timeoutMs: TIMEOUT_MS, apartMs: APART_MS },
): OfficeClient {
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = queue.then(run);
    queue = turn.then(
      () => wait(how.apartMs),
      () => wait(how.apartMs),
    );
    return turn;
  };
  return {
    async ask(question) {
      const { url, key } = question.service === 'USPTO ODP' ? settings.odp : settings.tsdr;
      if (key === null)
        return refuse(
          'no-key',
          `There is no key for ${question.service}. Get one from the office, set ${SETTING[question.service]} and start Engross again.`,
        );
      return await inTurn(() => fetchJson(`${url}${question.path}`, question, key, how.timeoutMs));
    },
  };
}

async function fetchJson(
  address: string,
  question: OfficeQuestion,
  key: string,
  timeoutMs: number,
): Promise<Outcome<unknown>> {
  let text: string;
  try {
    const response = await fetch(address, {
      headers: { [HEADER[question.service]]: key, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const said = refusalOf(response, question);
    if (said) return said;
    text = await response.text();
  } catch (error) {
    return brokenOff(error, question.service);
  }
  if (text.length > MAX_BYTES)
    return refuse('bad-answer', `The answer of ${question.service} is far too large; nothing was taken.`);
  try {
    return done(JSON.parse(text) as unknown);
  } catch {
    return refuse('answer-cut', `The answer of ${question.service} broke off. It is asked again.`);
  }
}

function refusalOf(response: Response, { service, number }: OfficeQuestion): ReturnType<typeof refuse> | null {
  if (response.ok) return null;
  const { status } = response;
  if (status === 401 || status === 403)
    return refuse(
      'bad-key',
      `${service} doesn’t accept the key (${status}). Correct ${SETTING[service]} and start Engross again.`,
    );
  if (status === 404)
    return refuse('not-known', `${service} knows no case ${number}. Correct the number on the matter.`);
  if (status === 429) {
    const after = response.headers.get('retry-after');
    return refuse(
      'office-busy',
      `${service} has been asked too often${after === null ? '' : `; it says to wait ${after} seconds`}. It is asked again later.`,
    );
  }
  if (status >= 500) return refuse('office-down', `${service} is out of order (${status}). It is asked again later.`);
  return refuse('bad-answer', `${service} answered ${status}, which says nothing of the case. Nothing was taken.`);
}

function brokenOff(error: unknown, service: Service): ReturnType<typeof refuse> {
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError')
    return refuse('office-slow', `${service} did not answer in time. It is asked again later.`);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  if (/terminated|closed|reset/i.test(cause) || (error instanceof Error && /terminated/i.test(error.message)))
    return refuse('answer-cut', `The answer of ${service} broke off. It is asked again.`);
  return refuse(
    'office-unreachable',
    `${service} can’t be reached (${cause}). Nothing of the desk needs it; it is asked again later.`,
  );
}
