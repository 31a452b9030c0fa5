/** The HTTP status of a refusal; what isn't listed is a conflict with the state of things. */
export function statusOf(code: string): number {
  switch (code) {
    case 'not-signed-in':
      return 401;
    case 'not-permitted':
    case 'over-limit':
    case 'over-ceiling':
    case 'four-eyes':
      return 403;
    case 'not-found':
    case 'link-unknown':
      return 404;
    case 'bad-input':
      return 400;
    case 'too-large':
      return 413;
    default:
      return 409;
  }
}
