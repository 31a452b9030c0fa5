import type { OutputOf } from '../../kernel/endpoint.ts';
import { CASE_TYPES, saveMatter, setPayers, type showMatter } from '../../modules/matters/contract.ts';
import { showClient } from '../../modules/clients/contract.ts';
import type { AskOf } from '../api/client.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { FormDialog, type Values } from '../parts/form-dialog.tsx';
import { type Field, YES } from '../parts/form-field.tsx';
import { orNull } from '../parts/lines.ts';
import { ppmFrom } from '../parts/money.tsx';

export type Matter = OutputOf<typeof showMatter>;

const TEXTS = [
  'title',
  'caseKind',
  'applicationNumber',
  'publicationNumber',
  'registrationNumber',
  'priority',
  'classes',
  'inventors',
  'applicants',
  'clientReference',
  'clientMatterId',
  'agentReference',
  'dueEvent',
] as const;
const LABELS: Readonly<Record<(typeof TEXTS)[number], string>> = {
  title: 'Title',
  caseKind: 'Kind of case',
  applicationNumber: 'Application number',
  publicationNumber: 'Publication number',
  registrationNumber: 'Registration number',
  priority: 'Priority',
  classes: 'Classes',
  inventors: 'Inventors',
  applicants: 'Applicants',
  clientReference: 'Client reference',
  clientMatterId: 'Client’s matter id (LEDES)',
  agentReference: 'Agent reference',
  dueEvent: 'Due event',
};
const DAYS = [
  ['applicationDate', 'Application date'],
  ['publicationDate', 'Publication date'],
  ['registrationDate', 'Registration date'],
  ['closedOn', 'Closed on'],
] as const;
const LOCKS = [
  ['closedToTime', 'Closed to time'],
  ['closedToCosts', 'Closed to costs'],
  ['closedToBilling', 'Closed to billing'],
] as const;

function initialOf(matter: Matter | null, today: string, entityId: string, officeId: string): Values {
  if (!matter)
    return { entityId, officeId, currency: 'USD', caseType: 'patent', openedOn: today, caseStatus: 'pending' };
  const known = Object.entries(matter).map(([key, value]) => [
    key,
    typeof value === 'string' || typeof value === 'number' ? String(value) : value === true ? YES : '',
  ]);
  return Object.fromEntries(known) as Values;
}

function fieldsOf(matter: Matter | null, me: ReturnType<typeof useMe>): Field[] {
  const { entities, offices } = me.firm;
  return [
    { name: 'number', label: 'Number', needed: true },
    { name: 'name', label: 'Name', needed: true },
    { name: 'clientId', label: 'Client', kind: 'client', ...(matter ? { known: matter.client.name } : {}) },
    {
      name: 'familyId',
      label: 'Family',
      kind: 'family',
      ...(matter?.family ? { known: `${matter.family.reference}  ${matter.family.title}` } : {}),
    },
    { name: 'currency', label: 'Currency', needed: true },
    {
      name: 'entityId',
      label: 'Entity',
      kind: 'choice',
      needed: true,
      options: entities.map((e) => ({ value: e.id, label: e.name })),
    },
    {
      name: 'officeId',
      label: 'Office',
      kind: 'choice',
      needed: true,
      options: offices.map((o) => ({ value: o.id, label: o.name })),
    },
    { name: 'billingTimekeeperId', label: 'Billing timekeeper', kind: 'timekeeper' },
    { name: 'responsibleTimekeeperId', label: 'Responsible timekeeper', kind: 'timekeeper' },
    {
      name: 'caseType',
      label: 'Case type',
      kind: 'choice',
      needed: true,
      options: CASE_TYPES.map((t) => ({ value: t, label: t })),
    },
    { name: 'jurisdiction', label: 'Jurisdiction', help: 'Two letters, such as US or EP.' },
    { name: 'caseStatus', label: 'Status' },
    { name: 'openedOn', label: 'Opened on', kind: 'day' },
    ...TEXTS.map((name) => ({ name, label: LABELS[name] })),
    ...DAYS.map(([name, label]) => ({ name, label, kind: 'day' as const })),
    ...LOCKS.map(([name, label]) => ({ name, label, kind: 'yes' as const })),
  ];
}

export function MatterForm({ matter, onClose }: { matter: Matter | null; onClose: () => void }) {
  const me = useMe();
  const save = useDo(saveMatter);
  const submit = async (v: Values): Promise<void> => {
    const word = (name: string): string => v[name] ?? '';
    // What the form doesn't show stays as it was.
    const kept = matter
      ? {
          entityStatus: matter.entityStatus,
          claims: matter.claims,
          independentClaims: matter.independentClaims,
          annuityYear: matter.annuityYear,
          codeSet: matter.codeSet,
          originatingTimekeeperId: matter.originatingTimekeeperId,
        }
      : {};
    const input: AskOf<typeof saveMatter> = {
      ...(matter ? { id: matter.id, version: matter.version } : {}),
      ...kept,
      ...Object.fromEntries(TEXTS.map((name) => [name, word(name)])),
      ...Object.fromEntries(DAYS.map(([name]) => [name, orNull(v[name])])),
      ...Object.fromEntries(LOCKS.map(([name]) => [name, v[name] === YES])),
      number: word('number'),
      name: word('name'),
      clientId: word('clientId'),
      entityId: word('entityId'),
      officeId: word('officeId'),
      currency: word('currency').toUpperCase(),
      caseType: word('caseType') as 'patent',
      familyId: orNull(v['familyId']),
      jurisdiction: orNull(v['jurisdiction']?.toUpperCase()),
      caseStatus: word('caseStatus') || 'pending',
      billingTimekeeperId: word('billingTimekeeperId'),
      responsibleTimekeeperId: word('responsibleTimekeeperId') || word('billingTimekeeperId'),
      openedOn: word('openedOn'),
    };
    await save.mutateAsync({ input });
    onClose();
  };
  return (
    <FormDialog
      size="xl"
      title={matter ? `Change ${matter.number}` : 'Open a matter'}
      action="Save"
      onClose={onClose}
      initial={initialOf(matter, me.today, me.firm.entities[0]?.id ?? '', me.firm.offices[0]?.id ?? '')}
      fields={fieldsOf(matter, me)}
      onSubmit={submit}
    />
  );
}

/** Who pays which share: one line per payer, `name: percent`. */
export function PayersForm({ matter, onClose }: { matter: Matter; onClose: () => void }) {
  const { today } = useMe();
  const save = useDo(setPayers);
  const payers = useAsk(showClient, { id: matter.clientId }).data?.payers ?? [];
  const now = new Map(matter.payers.filter((p) => p.to === null).map((p) => [p.payerId, String(p.sharePpm / 10_000)]));
  if (payers.length === 0) return null;
  return (
    <FormDialog
      title="Payers and shares"
      action="Save"
      size="md"
      onClose={onClose}
      initial={{ from: today, ...Object.fromEntries(payers.map((p) => [p.id, now.get(p.id) ?? ''])) }}
      fields={[
        { name: 'from', label: 'From', kind: 'day', wide: true },
        ...payers.map((p) => ({ name: p.id, label: `${p.name}, percent`, wide: true, help: 'Empty: pays nothing.' })),
      ]}
      onSubmit={async (v) => {
        const shares = payers.flatMap((p) =>
          orNull(v[p.id]) === null ? [] : [{ payerId: p.id, sharePpm: ppmFrom(v[p.id] ?? '') ?? 0 }],
        );
        await save.mutateAsync({ input: { matterId: matter.id, from: v['from'] ?? today, payers: shares } });
        onClose();
      }}
    />
  );
}
