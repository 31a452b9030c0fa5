/** The page's own nonce: styles made at run time carry it, all others are refused by the browser. */
export function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
