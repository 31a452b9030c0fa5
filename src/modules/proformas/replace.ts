export interface Replace {
  readonly find: string;
  readonly by: string;
  readonly wholeWords: boolean;
  readonly matchCase: boolean;
}

/** A text with the words replaced, letter by letter as typed; signs have no second meaning. Unknown words leave it as it is. */
export function replaced(text: string, { find, by, wholeWords, matchCase }: Replace): string {
  const plain = RegExp.escape(find);
  const pattern = wholeWords ? `(?<![\\p{L}\\p{N}_])(?:${plain})(?![\\p{L}\\p{N}_])` : plain;
  return text.replaceAll(new RegExp(pattern, matchCase ? 'gu' : 'giu'), () => by);
}
