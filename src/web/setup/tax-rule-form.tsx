import { listCodes, listTaxCodes } from '../../modules/firm/contract.ts';
import { LINE_KINDS, PAYER_KINDS, setTaxRule } from '../../modules/firm/contract/tax-rules.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { FormDialog, type Values } from '../parts/form-dialog.tsx';
import type { Field } from '../parts/form-field.tsx';
import { ppmFrom, ppmText } from '../parts/money.tsx';
import type { TaxRule } from './tax-rules.tsx';

const LINE_NAMES: Readonly<Record<(typeof LINE_KINDS)[number], string>> = {
  fees: 'Fees',
  charges: 'Charges',
  disbursement: 'Disbursements in the firm’s own name',
  agent: 'Disbursements paid as agent, outside tax',
};
export const PAYER_NAMES: Readonly<Record<(typeof PAYER_KINDS)[number], string>> = {
  business: 'Businesses with a tax number',
  private: 'Private payers',
  unknown: 'Payers without a known tax number',
};

interface FormProps {
  readonly rule: TaxRule | null;
  readonly onClose: () => void;
}

/** A new rule, or an amendment that counts from a day on. */
export function TaxRuleForm({ rule, onClose }: FormProps) {
  const { firm, today } = useMe();
  const save = useDo(setTaxRule);
  const codes = useAsk(listTaxCodes, {}).data?.rows ?? [];
  const expenses = (useAsk(listCodes, {}).data?.rows ?? []).filter((code) => code.kind === 'expense');
  const own = rule ? codes.filter((code) => code.entityId === rule.entityId) : codes;
  const entity = (id: string): string => firm.entities.find((e) => e.id === id)?.code ?? '';
  return (
    <FormDialog
      title={rule ? `Amend ${rule.name}` : 'Add a tax rule'}
      action={rule ? 'Amend' : 'Add'}
      onClose={onClose}
      initial={initialOf(rule, today)}
      fields={fieldsOf(rule, {
        taxCodes: own.map((code) => ({ value: code.id, label: `${entity(code.entityId)}: ${code.code} ${code.name}` })),
        expenseCodes: [...new Map(expenses.map((code) => [code.code, code])).values()].map((code) => ({
          value: code.code,
          label: `${code.code} ${code.title}`,
        })),
      })}
      onSubmit={async (values) => {
        await save.mutateAsync({ input: inputOf(values, rule) });
        onClose();
      }}
    />
  );
}

function initialOf(rule: TaxRule | null, today: string): Values {
  return {
    name: rule?.name ?? '',
    taxCodeId: rule?.taxCodeId ?? '',
    lineKind: rule?.lineKind ?? '',
    expenseCodes: rule?.expenseCodes?.join(',') ?? '',
    countries: rule?.countries?.join(', ') ?? '',
    payerKind: rule?.payerKind ?? '',
    withholding: rule && rule.withholdingPpm > 0 ? ppmText(rule.withholdingPpm) : '',
    source: rule?.source ?? '',
    from: today,
    to: '',
    reason: '',
  };
}

const isDisbursement = (values: Values): boolean =>
  values['lineKind'] === 'disbursement' || values['lineKind'] === 'agent';

type Options = readonly { value: string; label: string }[];

function fieldsOf(
  rule: TaxRule | null,
  { taxCodes, expenseCodes }: { taxCodes: Options; expenseCodes: Options },
): readonly Field[] {
  return [
    { name: 'name', label: 'Name', needed: true },
    {
      name: 'taxCodeId',
      label: 'Tax code',
      kind: 'choice',
      needed: true,
      options: taxCodes,
      help: 'Its entity is who supplies.',
    },
    {
      name: 'lineKind',
      label: 'Kind of line',
      kind: 'choice',
      options: LINE_KINDS.map((kind) => ({ value: kind, label: LINE_NAMES[kind] })),
      help: 'Empty: all lines.',
    },
    {
      name: 'expenseCodes',
      label: 'Expense codes',
      kind: 'choices',
      options: expenseCodes,
      help: 'Empty: all disbursements.',
      when: isDisbursement,
    },
    { name: 'countries', label: 'Payers in', help: 'Two letters each, such as DE, FR. Empty: any country.' },
    {
      name: 'payerKind',
      label: 'Kind of payer',
      kind: 'choice',
      options: PAYER_KINDS.map((kind) => ({ value: kind, label: PAYER_NAMES[kind] })),
      help: 'Empty: all payers.',
    },
    {
      name: 'withholding',
      label: 'Payer may withhold, percent',
      help: 'Told on the invoice; the total stays.',
    },
    { name: 'source', label: 'Source', needed: true, wide: true, help: 'The law or clause, as the firm reads it.' },
    { name: 'from', label: rule ? 'Amended from' : 'From', kind: 'day', needed: true },
    { name: 'to', label: 'Last day', kind: 'day', help: 'Empty: until it is amended or ended.' },
    ...(rule ? [{ name: 'reason', label: 'Why it is amended', needed: true, wide: true }] : []),
  ];
}

function inputOf(v: Values, rule: TaxRule | null) {
  const typed = (v['withholding'] ?? '').trim();
  const withholdingPpm = typed === '' ? 0 : ppmFrom(typed);
  if (withholdingPpm === null) throw new Error('Write what may be withheld in percent, such as 10 or 7.5.');
  const countries = (v['countries'] ?? '')
    .toUpperCase()
    .split(/[\s,;]+/u)
    .filter(Boolean);
  const codes = isDisbursement(v) ? (v['expenseCodes'] ?? '').split(',').filter(Boolean) : [];
  return {
    ...(rule ? { lineId: rule.lineId } : {}),
    name: v['name'] ?? '',
    taxCodeId: v['taxCodeId'] ?? '',
    lineKind: (v['lineKind'] || null) as TaxRule['lineKind'],
    expenseCodes: codes.length === 0 ? null : codes,
    countries: countries.length === 0 ? null : countries,
    payerKind: (v['payerKind'] || null) as TaxRule['payerKind'],
    withholdingPpm,
    source: v['source'] ?? '',
    from: v['from'] ?? '',
    to: v['to'] || null,
    reason: v['reason'] ?? '',
  };
}
