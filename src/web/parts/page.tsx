import { Button, Skeleton } from '@mantine/core';
import { IconFileSpreadsheet, IconTableExport } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import type { Endpoint } from '../../kernel/endpoint.ts';
import { pathOf } from '../../kernel/endpoint.ts';
import { queryText, sentenceOf } from '../api/client.ts';

interface PageProps {
  readonly title: ReactNode;
  /** what the browser's tab says; the title when it is a text */
  readonly tab?: string;
  readonly crumb?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, tab, crumb, aside, children }: PageProps) {
  const name = tab ?? (typeof title === 'string' ? title : '');
  useEffect(() => {
    document.title = name === '' ? 'Engross' : `${name} – Engross`;
  }, [name]);
  return (
    <>
      <header className="page-head">
        {crumb ? <div className="crumb">{crumb}</div> : null}
        <h1>{title}</h1>
        {aside ? <div className="aside">{aside}</div> : null}
      </header>
      {children}
    </>
  );
}

export function Waiting({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={14} my={11} radius={2} width={`${96 - ((index * 7) % 23)}%`} />
      ))}
    </div>
  );
}

export function Refusal({ error, again }: { error: unknown; again?: () => void }) {
  if (error === null || error === undefined) return null;
  return (
    <div className="refusal" role="alert">
      {sentenceOf(error)}{' '}
      {again ? (
        <Button variant="default" size="compact-xs" ml={6} onClick={again}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}

/** Shows an answer, or that it is on its way, or why there is none. */
export function Answer<T>({
  of,
  rows,
  children,
}: {
  of: UseQueryResult<T>;
  rows?: number;
  children: (value: NonNullable<T>) => ReactNode;
}) {
  if (of.data !== undefined && of.data !== null) return <>{children(of.data)}</>;
  if (of.error) return <Refusal error={of.error} again={() => void of.refetch()} />;
  return <Waiting {...(rows === undefined ? {} : { rows })} />;
}

export function Empty({ what, how, action }: { what: string; how: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{what}</strong>
      <div>{how}</div>
      {action ? <div style={{ marginTop: 12 }}>{action}</div> : null}
    </div>
  );
}

/** The same list as a file, whole and not only the rows on the screen. */
export function Exports({ of, input = {} }: { of: Pick<Endpoint, 'noun' | 'verb'>; input?: object }) {
  const href = (format: string) => `${pathOf(of)}.${format}${queryText(input)}`;
  return (
    <>
      <Button
        component="a"
        href={href('csv')}
        download
        variant="subtle"
        color="gray"
        size="compact-xs"
        leftSection={<IconTableExport size={14} aria-hidden />}
      >
        CSV
      </Button>
      <Button
        component="a"
        href={href('xlsx')}
        download
        variant="subtle"
        color="gray"
        size="compact-xs"
        leftSection={<IconFileSpreadsheet size={14} aria-hidden />}
      >
        XLSX
      </Button>
    </>
  );
}

export function Facts({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {of
        .filter(([, value]) => value !== '' && value !== null && value !== undefined)
        .map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h2 className="section">
        <span className="row">
          <span className="grow">{title}</span>
          {aside}
        </span>
      </h2>
      {children}
    </section>
  );
}

interface FigureProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly lead?: boolean;
  /** where what made the figure is listed */
  readonly to?: string;
}

export function Figure({ label, children, lead = false, to }: FigureProps) {
  return (
    <div className={lead ? 'figure lead' : 'figure'}>
      <div className="label">{to === undefined ? label : <Link to={to}>{label}</Link>}</div>
      <div className="value">{children}</div>
    </div>
  );
}
