import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from '../kernel/outcome.ts';

const PURPOSE = 'engross signed link 1';

/** One answer for all that is no link of ours, so that nobody learns which ones exist. */
export const UNKNOWN_LINK = refuse(
  'link-unknown',
  'This link leads nowhere. Copy the whole address from the message, or ask whoever sent it for a new one.',
);

/** The secret end of a link's address: its id, signed with the server's key. Nobody who reads the database can make it. */
export function signedToken(secret: string, id: string): string {
  return `${id}.${macOf(secret, id).toString('base64url')}`;
}

/** The id in a token that we signed; null for any other text. Compared in constant time. */
export function idOfToken(secret: string, token: string): string | null {
  const match = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token);
  const [, id = '', mac = ''] = match ?? [];
  const given = Buffer.from(mac, 'base64url');
  const made = macOf(secret, id);
  return given.length === made.length && timingSafeEqual(given, made) ? id : null;
}

function macOf(secret: string, id: string): Buffer {
  return createHmac('sha256', secret).update(`${PURPOSE}\n${id}`).digest();
}
