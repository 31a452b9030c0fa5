import type { Day } from '../../kernel/day.ts';
import { amountText } from '../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { type AmountFor, type Entry, type EntityStatus, isSure, type OwnFee } from './book.ts';
import { type CaseCounts, COUNTED, quantityOf } from './quantity.ts';
import { whenPaid, windowOf } from './window.ts';

/** For whom, when and how much of an item is asked. */
export interface Asked {
  readonly entity: EntityStatus | null;
  /** the day of payment: the fee valid on it counts */
  readonly on: Day;
  /** said outright; otherwise counted from the case */
  readonly quantity: number | null;
  readonly counts: CaseCounts;
  readonly registrationDate: Day | null;
  readonly applicationDate: Day | null;
}

export interface Quote {
  readonly entry: Entry;
  readonly entityStatus: AmountFor;
  readonly currency: string;
  readonly unitMinor: bigint;
  readonly quantity: number;
  readonly amountMinor: bigint;
  readonly sure: boolean;
  readonly own: boolean;
  /** falls in the months of grace, so that this item is added */
  readonly surcharge: string | null;
  /** step by step, each a sentence */
  readonly steps: readonly string[];
}

/** What an item costs on a day, step by step; or what is missing to say it. */
export function quote(entry: Entry, own: readonly OwnFee[], asked: Asked): Outcome<Quote> {
  const unit = unitOf(entry, own, asked);
  if (!unit.ok) return unit;
  const quantity = quantityFor(entry, asked);
  if (!quantity.ok) return quantity;
  const timing = timingOf(entry, asked);
  if (!timing.ok) return timing;
  const amountMinor = unit.value.minor * BigInt(quantity.value.quantity);
  const times = `${quantity.value.quantity} × ${amountText(unit.value.minor, unit.value.currency)}`;
  return done({
    entry,
    entityStatus: unit.value.entityStatus,
    currency: unit.value.currency,
    unitMinor: unit.value.minor,
    quantity: quantity.value.quantity,
    amountMinor,
    sure: unit.value.own || isSure(entry),
    own: unit.value.own,
    surcharge: timing.value.late ? (entry.due?.surcharge ?? null) : null,
    steps: [
      unit.value.sentence,
      ...sureness(entry, unit.value.own),
      ...quantity.value.steps,
      ...timing.value.steps,
      ...(quantity.value.quantity === 1
        ? []
        : [`${times} = ${amountText(amountMinor, unit.value.currency)} ${unit.value.currency}.`]),
    ],
  });
}

interface Unit {
  readonly minor: bigint;
  readonly currency: string;
  readonly entityStatus: AmountFor;
  readonly own: boolean;
  readonly sentence: string;
}

function unitOf(entry: Entry, own: readonly OwnFee[], asked: Asked): Outcome<Unit> {
  const ownFee = own.find(
    (o) =>
      (o.entityStatus === 'any' || o.entityStatus === asked.entity) &&
      o.from <= asked.on &&
      (o.to === null || asked.on <= o.to),
  );
  if (ownFee)
    return done({
      minor: ownFee.amountMinor,
      currency: ownFee.currency,
      entityStatus: ownFee.entityStatus,
      own: true,
      sentence: `The firm’s own amount since ${ownFee.from}: ${amountText(ownFee.amountMinor, ownFee.currency)} ${ownFee.currency} (${ownFee.reason}).`,
    });
  const status: AmountFor | null =
    asked.entity !== null && entry.amounts[asked.entity] !== undefined
      ? asked.entity
      : entry.amounts.any === undefined
        ? null
        : 'any';
  const minor = status === null ? undefined : entry.amounts[status];
  if (status === null || minor === undefined) return refuse(...missingAmount(entry, asked.entity));
  const whose = status === 'any' ? 'for every applicant' : `for a ${status} entity`;
  const where = [entry.provision, entry.code === '' ? '' : `code ${entry.code}`].filter((t) => t !== '').join(', ');
  return done({
    minor,
    currency: entry.currency,
    entityStatus: status,
    own: false,
    sentence: `${entry.name}: ${amountText(minor, entry.currency)} ${entry.currency} ${whose}, ${entry.version}${where === '' ? '' : ` (${where})`}.`,
  });
}

function missingAmount(
  entry: Entry,
  entity: EntityStatus | null,
): [code: string, sentence: string, more: { where: string }] {
  const known = (Object.entries(entry.amounts) as [AmountFor, bigint][]).map(
    ([status, minor]) => `${status} ${amountText(minor, entry.currency)}`,
  );
  return entity === null
    ? [
        'entity-needed',
        `${entry.name} differs by the size of the applicant: ${known.join(', ')} ${entry.currency}. Say which, or set it on the matter.`,
        { where: 'entity' },
      ]
    : [
        'no-amount',
        `${entry.version} has no amount of ${entry.name} for a ${entity} entity, only ${known.join(', ')}. Set the firm’s own amount in the fee book.`,
        { where: 'entity' },
      ];
}

function sureness(entry: Entry, own: boolean): string[] {
  if (own) return [];
  if (entry.checked !== null) return [`Compared with the office’s list: ${entry.checked}.`];
  return isSure(entry)
    ? [`Source: ${entry.sources.join('; ')}.`]
    : [
        `Not sure (${entry.confidence}): ${entry.sources.join('; ')}. Compare it with the office’s list before it is used.`,
      ];
}

function quantityFor(entry: Entry, asked: Asked): Outcome<{ quantity: number; steps: string[] }> {
  if (asked.quantity !== null) return done({ quantity: asked.quantity, steps: [] });
  if (entry.counts === null) return done({ quantity: 1, steps: [] });
  const counted = quantityOf(entry.counts, asked.counts);
  if (counted === null)
    return refuse(
      'count-needed',
      `${entry.name} is counted by ${COUNTED[entry.counts.of]}. Say how many the case has, or how often the fee falls due.`,
      { where: entry.counts.of },
    );
  return done({ quantity: counted.quantity, steps: [counted.sentence] });
}

function timingOf(entry: Entry, asked: Asked): Outcome<{ late: boolean; steps: string[] }> {
  const anchor = entry.due === null ? null : asked[entry.due.from];
  if (entry.due === null || anchor === null) return done({ late: false, steps: [] });
  const paid = whenPaid(windowOf(entry.due, anchor), asked.on);
  return 'ok' in paid ? paid : done({ late: paid.late, steps: [paid.sentence] });
}
