import { Button } from '@mantine/core';
import { send } from '../api/client.ts';
import { useMay } from '../frame/session.tsx';
import { say, sayRefused } from '../parts/say.ts';

interface Row {
  readonly reviewerId: string;
  readonly reviewer: string;
}

/** Each reviewer's proformas as one draft, to print or by mail. */
export function Packs({ rows }: { rows: readonly Row[] }) {
  const may = useMay()('edit proformas');
  const mail = (personId: string, name: string): void =>
    void send(`/api/reviews/pack.mail?personId=${personId}`, { method: 'POST' }).then(
      () => say(`The drafts are on their way to ${name}.`),
      sayRefused,
    );
  return (
    <ul className="packs small" aria-label="Drafts per reviewer">
      {[...Map.groupBy(rows, (r) => r.reviewerId)].map(([personId, own]) => {
        const name = own[0]?.reviewer ?? '';
        return (
          <li key={personId}>
            {name} ({own.length}):{' '}
            <Button
              component="a"
              href={`/api/reviews/pack.pdf?personId=${personId}`}
              target="_blank"
              rel="noreferrer"
              size="compact-xs"
              variant="default"
              aria-label={`One PDF for ${name}`}
            >
              One PDF
            </Button>
            {may ? (
              <Button size="compact-xs" variant="default" ml={6} onClick={() => mail(personId, name)}>
                Mail it
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
