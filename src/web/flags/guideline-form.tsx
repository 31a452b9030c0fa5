import { ActionIcon, Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { addGuideline, addGuidelineVersion, guidelineTemplates, listRules } from '../../modules/flags/contract.ts';
import { useAsk, useDoOnce } from '../api/use.ts';
import { ClientLookUp } from '../parts/look-up.tsx';
import { Refusal } from '../parts/page.tsx';
import { PARAM_HELP, paramFrom, paramText } from './params.ts';

export interface Clause {
  readonly number: string;
  readonly words: string;
  readonly code: string;
  readonly severity: string;
  readonly params: Readonly<Record<string, string>>;
}

const BLANK: Clause = { number: '', words: '', code: '', severity: 'fix', params: {} };

type Endpoint = typeof addGuideline | typeof addGuidelineVersion;

interface GuidelineFormProps<E extends Endpoint> {
  readonly title: string;
  readonly endpoint: E;
  /** the guideline that is revised; its client and title stay */
  readonly id?: string;
  readonly clauses?: readonly Clause[];
  readonly onDone: (answer: OutputOf<E>) => void;
  readonly onClose: () => void;
}

/** A guideline clause by clause, each with the check that keeps it. */
export function GuidelineForm<E extends Endpoint>(props: GuidelineFormProps<E>) {
  const rules = useAsk(listRules, {}).data?.rows ?? [];
  const templates = useAsk(guidelineTemplates, {}).data?.rows ?? [];
  const save = useDoOnce<Endpoint>(props.endpoint);
  const [clientId, setClient] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [clauses, setClauses] = useState<readonly Clause[]>(props.clauses ?? [BLANK]);
  const set = (at: number, clause: Partial<Clause>): void =>
    setClauses(clauses.map((one, i) => (i === at ? { ...one, ...clause } : one)));
  const kindOf = (code: string, name: string): string =>
    rules.find((rule) => rule.code === code)?.params.find((param) => param.name === name)?.kind ?? '';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const said = clauses.map((clause) => ({
      number: clause.number,
      words: clause.words,
      rules:
        clause.code === ''
          ? []
          : [
              {
                code: clause.code,
                severity: clause.severity as 'fix',
                params: Object.fromEntries(
                  Object.entries(clause.params)
                    .map(([name, typed]) => [name, paramFrom(kindOf(clause.code, name), typed)] as const)
                    .filter(([, value]) => value !== undefined),
                ),
              },
            ],
    }));
    const input =
      props.id === undefined ? { clientId: clientId ?? '', title, clauses: said } : { id: props.id, clauses: said };
    const answer = await save.once(input as never).catch(() => null);
    if (answer === null) return;
    props.onDone(answer);
    props.onClose();
  };
  const take = (key: string): void => {
    const template = templates.find((one) => one.key === key);
    if (!template) return;
    const params = Object.fromEntries(Object.entries(template.params).map(([name, value]) => [name, paramText(value)]));
    const last = clauses.at(-1);
    const before = last && last.number === '' && last.words === '' ? clauses.slice(0, -1) : clauses;
    setClauses([
      ...before,
      {
        number: String(before.length + 1),
        words: template.says,
        code: template.code ?? '',
        severity: template.severity,
        params,
      },
    ]);
  };
  const leave = (): void => {
    if (
      clauses.every((clause) => clause.words === '') ||
      window.confirm('Leave without saving? What you typed would be lost.')
    )
      props.onClose();
  };
  return (
    <Modal opened onClose={leave} title={props.title} size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Refusal error={save.error} />
        {props.id === undefined ? (
          <div className="form-grid">
            <ClientLookUp value={clientId} onPick={setClient} label="Client" />
            <TextInput label="Title" required value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
          </div>
        ) : null}
        <Select
          label="Begin from a published clause"
          description="Its words and numbers are defaults with their source; write what the client agreed."
          searchable
          clearable
          value={null}
          data={templates.map((one) => ({
            value: one.key,
            label: `${one.title ?? 'To read'}: ${one.says.slice(0, 90)}`,
          }))}
          onChange={(key) => key !== null && take(key)}
        />
        {clauses.map((clause, at) => (
          <ClauseFields
            key={at}
            at={at}
            clause={clause}
            rules={rules}
            onSet={(changed) => set(at, changed)}
            onRemove={() => setClauses(clauses.filter((_, i) => i !== at))}
          />
        ))}
        <div className="row" style={{ gap: 8, marginTop: 12, justifyContent: 'space-between' }}>
          <Button variant="default" onClick={() => setClauses([...clauses, BLANK])}>
            Another clause
          </Button>
          <Button type="submit" loading={save.isPending}>
            Keep it
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface ClauseProps {
  readonly at: number;
  readonly clause: Clause;
  readonly rules: OutputOf<typeof listRules>['rows'];
  readonly onSet: (changed: Partial<Clause>) => void;
  readonly onRemove: () => void;
}

/** One clause: its number and words, the check that keeps it, and that check's numbers. */
function ClauseFields({ at, clause, rules, onSet, onRemove }: ClauseProps) {
  return (
    <fieldset className="clause">
      <legend className="small quiet">Clause {at + 1}</legend>
      <div className="row" style={{ gap: 8, alignItems: 'flex-end' }}>
        <TextInput
          label="Number"
          w={90}
          value={clause.number}
          onChange={(event) => onSet({ number: event.currentTarget.value })}
        />
        <Select
          label="Kept by"
          style={{ flex: 1 }}
          clearable
          searchable
          placeholder="nothing: for people to read"
          value={clause.code || null}
          data={rules.map((rule) => ({ value: rule.code, label: rule.title }))}
          onChange={(code) => onSet({ code: code ?? '', params: {} })}
        />
        <Select
          label="Severity"
          w={110}
          allowDeselect={false}
          disabled={clause.code === ''}
          value={clause.severity}
          data={['block', 'fix', 'warn', 'info', 'off']}
          onChange={(severity) => onSet({ severity: severity ?? 'fix' })}
        />
        <ActionIcon aria-label={`Remove clause ${at + 1}`} variant="default" size="lg" onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </div>
      <Textarea
        label="Words"
        autosize
        minRows={1}
        value={clause.words}
        onChange={(event) => onSet({ words: event.currentTarget.value })}
      />
      {rules
        .find((rule) => rule.code === clause.code)
        ?.params.map((param) => (
          <TextInput
            key={param.name}
            label={param.says}
            description={PARAM_HELP[param.kind]}
            placeholder={param.delivered === null ? 'to be given' : paramText(param.delivered)}
            value={clause.params[param.name] ?? ''}
            onChange={(event) => onSet({ params: { ...clause.params, [param.name]: event.currentTarget.value } })}
          />
        ))}
    </fieldset>
  );
}
