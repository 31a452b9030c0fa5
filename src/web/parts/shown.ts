/** Behind the count of a list: what of it is on the page, where that is not all; nothing otherwise. */
export function shownText(total: number, shown: number, which: string): string {
  return total > shown ? `; the ${which} ${shown} are shown, an export has all` : '';
}
