export function Books() {
  return null;
}
