import { send } from '../api/client.ts';

/** Acts behind a link, where nobody is signed in. */
export function post(what: 'open' | 'answer' | 'approve' | 'estimate', body: object): Promise<unknown> {
  return send(`/api/link/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
