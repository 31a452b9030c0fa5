import { sql } from 'kysely';
import { addDays } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { sha256 } from '../../../platform/canonical.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import * as c from '../contract/schedules.ts';
import { differences } from '../differences.ts';
import { entries, ownFees } from '../store/book.ts';
import { scheduleFromJson, scheduleFromTable, type Schedule } from '../store/parse.ts';
import { shippedSchedules } from '../store/shipped.ts';
import { roomFor, standing, writeVersion } from '../store/take.ts';

type Source = InputOf<typeof c.takeSchedule>['source'];

async function read(source: Source): Promise<Outcome<{ schedule: Schedule; hash: Buffer }>> {
  if ('shipped' in source) {
    const files = await shippedSchedules();
    const file = files.find((f) => f.name === source.shipped);
    if (!file)
      return refuse(
        'not-found',
        `No schedule of that name comes with Engross. There are: ${files.map((f) => f.name).join(', ')}.`,
      );
    const schedule = scheduleFromJson(file.json);
    return schedule.ok ? done({ schedule: schedule.value, hash: file.hash }) : schedule;
  }
  if ('json' in source) {
    const schedule = scheduleFromJson(source.json);
    return schedule.ok ? done({ schedule: schedule.value, hash: sha256(source.json) }) : schedule;
  }
  const pasted = 'text' in source.table;
  const bytes = 'text' in source.table ? Buffer.from(source.table.text) : Buffer.from(source.table.base64, 'base64');
  const schedule = await scheduleFromTable(source.head, bytes, pasted);
  return schedule.ok ? done({ schedule: schedule.value, hash: sha256(JSON.stringify(source.head), bytes) }) : schedule;
}

const take = handleCommand(c.takeSchedule, async (work, input) => {
  const source = await read(input.source);
  if (!source.ok) return source;
  const { schedule, hash } = source.value;
  const versions = await standing(work, schedule.schedule);
  const same = versions.find((v) => v.hash === hash.toString('hex'));
  const before = await pricedOn(work, schedule);
  const shared = {
    label: schedule.label,
    from: schedule.from,
    items: schedule.items.length,
    own: (await ownFees(work.db, null)).length,
  };
  if (same)
    return done({
      ...shared,
      versionId: same.id,
      to: same.to as typeof schedule.to,
      unchanged: true,
      ended: null,
      differences: [],
    });
  const foreign = await ofAnotherOffice(work, schedule);
  if (foreign) return foreign;
  const room = roomFor(schedule, versions);
  if (!room.ok) return room;
  const { to, ended } = room.value;
  const versionId = await writeVersion(work, schedule, { ...room.value, hash });
  const told = differences(before, schedule.items);
  await work.announce({
    name: 'fee schedule taken',
    subject: { type: 'fee_version', id: versionId },
    facts: {
      schedule: schedule.schedule,
      label: schedule.label,
      from: schedule.from,
      to,
      items: schedule.items.length,
      changes: told.length,
    },
    countsOn: schedule.from,
  });
  return done({
    ...shared,
    versionId,
    to,
    unchanged: false,
    ended: ended?.label ?? null,
    differences: told.map((d) => ({
      ...d,
      before: d.before === null ? null : wire(d.before, schedule.currency),
      after: d.after === null ? null : wire(d.after, schedule.currency),
    })),
  });
});

/** What counted on the day before the new version, to be compared with it. */
async function pricedOn(work: Work, schedule: Schedule) {
  const all = await entries(work.db, { itemIds: null, on: addDays(schedule.from, -1) });
  return all.filter((entry) => entry.schedule === schedule.schedule);
}

async function ofAnotherOffice(work: Work, schedule: Schedule): Promise<ReturnType<typeof refuse> | null> {
  const taken = await work.db
    .selectFrom('fee_item')
    .select(['key', 'office'])
    .where(
      'key',
      'in',
      schedule.items.map((item) => item.key),
    )
    .where('office', '<>', schedule.office)
    .executeTakeFirst();
  return taken
    ? refuse(
        'other-office',
        `The key ${taken.key} is an item of the office ${taken.office}. Give this item another key.`,
        {
          where: 'source',
        },
      )
    : null;
}

const takeBack = handleCommand(c.takeBackSchedule, async (work, input) => {
  const version = await work.db
    .selectFrom('fee_version')
    .selectAll()
    .where('id', '=', input.versionId)
    .forUpdate()
    .executeTakeFirst();
  if (!version || version.taken_back_at !== null) return refuse('not-found', 'No such version counts.');
  await standing(work, version.schedule);
  await sql`update fee_version set taken_back_at = clock_timestamp() where id = ${version.id}::uuid`.execute(work.db);
  // What ended the day before for this version's sake goes on to where this one ended, or to its own end if a file gave one.
  await sql`update fee_version p set valid = daterange(lower(p.valid), upper(v.valid)), cut_by = v.cut_by from fee_version v
    where v.id = ${version.id}::uuid and p.taken_back_at is null and p.cut_by = v.id`.execute(work.db);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from card_fee where version_id = ${version.id}::uuid`.execute(work.db);
  await work.announce({
    name: 'fee schedule taken back',
    subject: { type: 'fee_version', id: version.id },
    reason: input.reason,
    facts: { schedule: version.schedule, label: version.label },
  });
  return done({ versionId: version.id, cards: rows[0]?.n ?? 0 });
});

export const commands: readonly Command[] = [take, takeBack];
