export function Balances() {
  return null;
}
