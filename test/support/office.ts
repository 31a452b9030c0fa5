import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in is told to do with the next question. */
export type Mood = 'well' | 'beta' | '401' | '404' | '429' | '500' | 'slow' | 'half' | 'odd';

export interface OfficeStandIn {
  readonly url: string;
  mood: Mood;
  /** [code, words, day] */
  events: (readonly [string, string, string])[];
  readonly asked: { path: string; key: string }[];
  close(): Promise<void>;
}

/** The patent office's services as their shapes say, on this machine; and as they are on bad days. */
export async function officeStandIn(): Promise<OfficeStandIn> {
  const standIn: Omit<OfficeStandIn, 'url' | 'close'> = { mood: 'well', events: [], asked: [] };
  const server = createServer((request, response) => answer(standIn, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(standIn, {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function answer(of: Omit<OfficeStandIn, 'url' | 'close'>, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  const key = request.headers['x-api-key'] ?? request.headers['uspto-api-key'];
  of.asked.push({ path, key: String(key) });
  const send = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const refused = (code: number): unknown => ({
    code,
    message: 'refused',
    detailedMessage: 'as told',
    requestIdentifier: 'r-1',
  });
  switch (of.mood) {
    case '401':
    case '404':
    case '500':
      return send(Number(of.mood), refused(Number(of.mood)));
    case '429':
      return send(429, refused(429), { 'retry-after': '30' });
    case 'slow':
      return; // never
    case 'half': {
      const whole = JSON.stringify(bodyFor(path, of));
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(whole.length) });
      response.write(whole.slice(0, whole.length / 2));
      setTimeout(() => response.destroy(), 20);
      return;
    }
    case 'odd':
      return send(200, { something: 'else' });
    case 'well':
    case 'beta':
      return send(200, bodyFor(path, of));
  }
}

function bodyFor(path: string, of: Pick<OfficeStandIn, 'mood' | 'events'>): unknown {
  const serial = /sn(\d{8})/.exec(path)?.[1];
  if (serial)
    return {
      trademarks: [
        {
          status: { serialNumber: Number(serial), extStatusDesc: 'Registered' },
          parties: {},
          gsList: [],
          prosecutionHistory: of.events.map(([entryCode, entryDesc, entryDate], i) => ({
            entryNumber: i + 1,
            entryCode,
            entryType: 'I',
            entryDate: `${entryDate}T00:00:00-0500`,
            entryDesc,
          })),
        },
      ],
    };
  const bag = [
    {
      applicationNumberText: /applications\/(\d+)/.exec(path)?.[1],
      applicationMetaData: {
        applicationStatusCode: 41,
        applicationStatusDescriptionText: 'Non Final Action Mailed',
        entityStatusData: { smallEntityStatusIndicator: true },
      },
      eventDataBag: of.events.map(([eventCode, eventDescriptionText, eventDate]) => ({
        eventCode,
        eventDescriptionText,
        eventDate,
      })),
    },
  ];
  return of.mood === 'beta' ? { count: 1, patentBag: bag } : { count: 1, patentFileWrapperDataBag: bag };
}
