export function Journals() {
  return null;
}
