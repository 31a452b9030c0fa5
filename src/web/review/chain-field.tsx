import { ActionIcon, Button, Radio, Select } from '@mantine/core';
import { IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useReviewers } from './reviewer-options.ts';

type Kind = 'owner' | 'co-owner' | 'collaborator';
export type Mode = 'sequential' | 'parallel';

export interface Link {
  readonly key: number;
  readonly kind: Kind;
  readonly personId: string;
}

interface ChainFieldProps {
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly chain: readonly Link[];
  readonly onChain: (chain: readonly Link[]) => void;
  /** in a policy the owner is whoever is the billing timekeeper, and has no name */
  readonly ownerNamed: boolean;
}

const KINDS = [
  { value: 'owner', label: 'Owner' },
  { value: 'co-owner', label: 'Co-owner' },
  { value: 'collaborator', label: 'Collaborator' },
];

/** Who reviews, in which order. */
export function ChainField({ mode, onMode, chain, onChain, ownerNamed }: ChainFieldProps) {
  const options = useReviewers();
  const change = (at: number, what: Partial<Link>): void =>
    onChain(chain.map((link, i) => (i === at ? { ...link, ...what } : link)));
  const raise = (at: number): void => {
    const [link] = chain.slice(at, at + 1);
    if (!link) return;
    const rest = chain.filter((_, i) => i !== at);
    onChain([...rest.slice(0, at - 1), link, ...rest.slice(at - 1)]);
  };
  return (
    <>
      <Radio.Group label="They are asked" value={mode} onChange={(v) => onMode(v)}>
        <Radio mt={6} value="sequential" label="One after the other, in this order" />
        <Radio mt={6} value="parallel" label="All at once" />
      </Radio.Group>
      <ol className="chain" aria-label="Reviewers">
        {chain.map((link, at) => (
          <li key={link.key}>
            <Select
              aria-label={`Reviewer ${at + 1} is`}
              w={140}
              allowDeselect={false}
              data={KINDS}
              value={link.kind}
              onChange={(kind) => change(at, { kind: (kind ?? link.kind) as Kind })}
            />
            {link.kind === 'owner' && !ownerNamed ? (
              <span className="grow quiet">the billing timekeeper</span>
            ) : (
              <Select
                aria-label={`Reviewer ${at + 1}`}
                className="grow"
                searchable
                placeholder="Choose a person"
                data={options}
                value={link.personId === '' ? null : link.personId}
                onChange={(id) => change(at, { personId: id ?? '' })}
              />
            )}
            <ActionIcon aria-label={`Ask reviewer ${at + 1} earlier`} disabled={at === 0} onClick={() => raise(at)}>
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              aria-label={`Leave out reviewer ${at + 1}`}
              disabled={chain.length === 1}
              onClick={() => onChain(chain.filter((_, i) => i !== at))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() =>
          onChain([...chain, { key: Math.max(0, ...chain.map((l) => l.key)) + 1, kind: 'collaborator', personId: '' }])
        }
      >
        Add a reviewer
      </Button>
      <p className="small quiet">A collaborator may edit and mark complete, and doesn’t submit.</p>
    </>
  );
}
