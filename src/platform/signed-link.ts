import { createHmac } from 'node:crypto';

const PURPOSE = 'engross signed link 1';

/** The secret end of a link's address: its id, signed with the server's key. Nobody who reads the database can make it. */
export function signedToken(secret: string, id: string): string {
  return `${id}.${macOf(secret, id).toString('base64url')}`;
}

function macOf(secret: string, id: string): Buffer {
  return createHmac('sha256', secret).update(`${PURPOSE}\n${id}`).digest();
}
