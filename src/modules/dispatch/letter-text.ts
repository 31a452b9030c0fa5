/** A link's secret end stands in a letter as `{link:<id>}` until the message is made. */
const LINK = /\{link:([0-9a-f-]{36})\}/g;

/** The letter as its receiver reads it: with the site's address and the links. */
export function letterText(body: string, site: string, tokenOf: (linkId: string) => string): string {
  return body.replaceAll('{site}', site).replaceAll(LINK, (_, id: string) => tokenOf(id));
}

/** The letter as it is kept for all to read: without what would let them act in the receiver's place. */
export function keptText(body: string, site: string): string {
  return letterText(body, site, () => '(the rest of this address is for its receiver only)');
}
