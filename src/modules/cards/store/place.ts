import { firstOfMonth, lastOfMonth } from '../../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { addOffice, addPeriod } from '../../firm/index.ts';

export interface Place {
  readonly entity: {
    readonly id: string;
    readonly code: string;
    readonly country: string;
    readonly currency: string;
  };
  readonly officeId: string;
}

/** The legal entity and office for what is opened; there must be no doubt which. */
export async function placeOf(work: Work, entityCode: string): Promise<Outcome<Place>> {
  const all = await work.db
    .selectFrom('legal_entity')
    .select(['id', 'code', 'country', 'currency'])
    .orderBy('code')
    .execute();
  if (all.length === 0)
    return refuse('no-entity', 'The firm has no legal entity yet. Add one under Setup, then import again.', {
      where: 'entityCode',
    });
  const entity = entityCode === '' ? all[0] : all.find((e) => e.code.toLowerCase() === entityCode.toLowerCase());
  if (!entity)
    return refuse(
      'no-entity',
      `There is no legal entity ${entityCode}. There is ${all.map((e) => e.code).join(', ')}.`,
      { where: 'entityCode' },
    );
  if (entityCode === '' && all.length > 1) {
    return refuse(
      'which-entity',
      `Name the legal entity for what is opened: ${all.map((e) => e.code).join(' or ')} (--entity at the command line).`,
      {
        where: 'entityCode',
      },
    );
  }
  const office = await work.db
    .selectFrom('office')
    .select('id')
    .where('entity_id', '=', entity.id)
    .orderBy('code')
    .limit(1)
    .executeTakeFirst();
  if (office) return done({ entity, officeId: office.id });
  const officeId = newId<'office'>();
  const taken = await work.db.selectFrom('office').select('id').where('code', '=', entity.code).executeTakeFirst();
  const code = taken ? `${entity.code}-${entity.country}` : entity.code;
  await addOffice(work, { id: officeId, entity_id: entity.id, code, name: code, country: entity.country });
  await work.announce({
    name: 'office saved',
    subject: { type: 'office', id: officeId },
    entityId: entity.id,
    facts: { code },
  });
  return done({ entity, officeId });
}

/** A new firm's books have no month yet; the one of today is opened so that the work can be posted. */
export async function openPeriod(work: Work, { entity }: Place): Promise<void> {
  const any = await work.db
    .selectFrom('period')
    .select('id')
    .where('entity_id', '=', entity.id)
    .limit(1)
    .executeTakeFirst();
  if (any) return; // whoever opened periods decides about further ones
  const id = newId();
  const first = firstOfMonth(work.today);
  await addPeriod(work, { id, entityId: entity.id, name: first.slice(0, 7), first, last: lastOfMonth(work.today) });
  await work.announce({
    name: 'period open',
    subject: { type: 'period', id },
    entityId: entity.id,
    facts: { period: first.slice(0, 7) },
  });
}
