export function Invoices() {
  return null;
}
