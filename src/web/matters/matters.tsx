export function Matters() {
  return null;
}
