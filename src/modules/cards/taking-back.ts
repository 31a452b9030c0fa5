/** Why this card keeps its import from being taken back; null when it doesn't. */
export function obstacle(card: {
  readonly number: bigint | string;
  readonly state: string;
  readonly on_proforma: string | null;
}): string | null {
  if (card.state === 'billed')
    return `Card ${card.number} of this import is billed. Unbill or credit its invoice first.`;
  if (card.state === 'purged') return `Card ${card.number} of this import was purged. Reverse the purge first.`;
  if (card.state === 'divided')
    return `Card ${card.number} of this import was divided into others. Take those back one by one.`;
  if (card.on_proforma !== null)
    return `Card ${card.number} of this import is on proforma ${card.on_proforma}. Exclude and release it there first.`;
  return null;
}

/** Why an import has nothing to take back, or null when it has. */
export function notTaken(state: string): string | null {
  if (state === 'done') return null;
  if (state === 'taken-back') return 'This import was already taken back.';
  if (state === 'failed') return 'This import failed: nothing of it was taken, so there is nothing to take back.';
  return 'This import is still being taken. It can be taken back when it is done.';
}
