import { control, type SqlCheck } from './control.ts';

/** On the modified-cash basis: 1200 costs advanced and not billed, 1210 billed, 2950 on their way between the two. */
export const ADVANCES: readonly SqlCheck[] = [
  {
    name: 'costs advanced and not billed equal their account',
    examined: `select count(*) from card where cost_kind = 'hard'`,
    broken: control(
      'costs advanced and not billed',
      `'1200'`,
      `select k.entity_id, k.currency, sum(k.wip_minor) as minor, sum(k.wip_entity_minor) as entity_minor from card k join legal_entity e on e.id = k.entity_id
        where k.cost_kind = 'hard' and e.basis = 'modified-cash' and e.advances_are_asset group by 1, 2`,
    ),
  },
  {
    name: 'costs advanced and billed equal their account',
    examined: 'select (select count(*) from advanced_cost) + (select count(*) from advanced_cost_movement)',
    broken: control(
      'costs advanced and billed',
      `'1210'`,
      `select r.entity_id, r.currency, sum(a.minor) as minor, sum(a.entity_minor) as entity_minor from (
          select receivable_id, minor, entity_minor from advanced_cost union all select receivable_id, minor, entity_minor from advanced_cost_movement) a
        join receivable r on r.id = a.receivable_id group by 1, 2`,
    ),
  },
  {
    name: 'each cost advanced lies on a line that is there, and comes back by a movement that is',
    examined: 'select (select count(*) from advanced_cost) + (select count(*) from advanced_cost_movement)',
    broken: `select 'cost advanced on line ' || a.line_no || ' of ' || a.receivable_id from advanced_cost a
        where not exists (select 1 from receivable_line l where l.receivable_id = a.receivable_id and l.line_no = a.line_no)
      union all select 'movement ' || m.movement_id || ' of a cost advanced' from advanced_cost_movement m
        where not exists (select 1 from receivable_movement r where r.id = m.movement_id and r.receivable_id = m.receivable_id)
          or not exists (select 1 from advanced_cost a where a.receivable_id = m.receivable_id and a.line_no = m.line_no)`,
  },
  {
    name: 'no cost advanced is left between its card and its invoice',
    examined: `select count(*) from journal_line where account = '2950'`,
    broken: `select 'costs in billing of an entity in ' || currency from journal_line where account = '2950' group by entity_id, currency
      having sum(amount) <> 0 or sum(entity_amount) <> 0`,
  },
  {
    name: 'no cost advanced comes back beyond what was laid out, nor stays when its line is settled',
    examined: 'select count(*) from advanced_cost',
    broken: `select 'line ' || a.line_no || ' of ' || r.number from advanced_cost a join receivable r on r.id = a.receivable_id
      join receivable_line l on l.receivable_id = a.receivable_id and l.line_no = a.line_no
      left join (select receivable_id, line_no, sum(minor) as minor, sum(entity_minor) as entity from advanced_cost_movement group by 1, 2) m
        on m.receivable_id = a.receivable_id and m.line_no = a.line_no
      left join (select receivable_id, line_no, sum(net_minor) as net from receivable_movement_line group by 1, 2) p
        on p.receivable_id = a.receivable_id and p.line_no = a.line_no
      where a.minor + coalesce(m.minor, 0) not between 0 and a.minor or a.entity_minor + coalesce(m.entity, 0) not between 0 and a.entity_minor
        or (l.net_minor > 0 and l.net_minor + coalesce(p.net, 0) = 0 and a.minor + coalesce(m.minor, 0) <> 0)`,
  },
];
