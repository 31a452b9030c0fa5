import { setRule } from '../../modules/flags/contract.ts';
import { perform } from '../api/client.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '../frame/session.tsx';
import type { Field } from '../parts/form-field.tsx';
import { FormDialog, type Values } from '../parts/form-dialog.tsx';
import { say } from '../parts/say.ts';
import { PARAM_HELP, paramFrom, paramText } from './params.ts';
import type { Check } from './rules.tsx';

const SEVERITIES = [
  { value: 'block', label: 'Block: nothing goes on' },
  { value: 'fix', label: 'Fix: not approved until mended or waived' },
  { value: 'warn', label: 'Warn: look at it' },
  { value: 'info', label: 'Info: know it' },
  { value: 'off', label: 'Off' },
];

/** A new version of a rule for the firm, from a day on. */
export function SetRule({ check, onClose }: { check: Check; onClose: () => void }) {
  const client = useQueryClient();
  const { today } = useMe();
  const firm = check.rules.find((rule) => rule.scope === 'firm' && rule.inForce);
  const fields: Field[] = [
    { name: 'severity', label: 'Severity', kind: 'choice', options: SEVERITIES, needed: true },
    ...check.params.map((param): Field => ({
      name: `p.${param.name}`,
      label: param.says.charAt(0).toUpperCase() + param.says.slice(1),
      help: PARAM_HELP[param.kind] ?? '',
      needed: param.delivered === null,
    })),
    { name: 'from', label: 'From', kind: 'day', needed: true },
    { name: 'reason', label: 'Why', needed: true },
  ];
  const initial: Values = {
    severity: firm?.severity ?? check.severity,
    from: today,
    reason: '',
    ...Object.fromEntries(
      check.params.map((param) => {
        const value = firm?.params[param.name] ?? param.delivered;
        return [`p.${param.name}`, value === null || value === undefined ? '' : asTyped(value)];
      }),
    ),
  };
  const submit = async (values: Values): Promise<void> => {
    const params = Object.fromEntries(
      check.params
        .map((param) => [param.name, paramFrom(param.kind, values[`p.${param.name}`] ?? '')] as const)
        .filter(([, value]) => value !== undefined),
    );
    const answer = await perform(setRule, {
      code: check.code,
      scope: 'firm',
      severity: values['severity'] as 'warn',
      params,
      from: values['from'] ?? '',
      reason: values['reason'] ?? '',
    });
    say(answer.sentence);
    await client.invalidateQueries();
    onClose();
  };
  return (
    <FormDialog
      title={check.title}
      fields={fields}
      initial={initial}
      action="Set"
      onSubmit={submit}
      onClose={onClose}
    />
  );
}

/** As it would be typed again. */
function asTyped(value: unknown): string {
  return paramText(value)
    .replaceAll(' (minor units)', '')
    .replace(/^none$/, '');
}
