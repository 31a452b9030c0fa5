import { Button } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { Empty, Page } from '../parts/page.tsx';

export function Missing() {
  return (
    <Page title="Nothing is here">
      <Empty
        what="There is no such page."
        how="The address may be mistyped, or what it led to was closed."
        action={<Link to="/">Go to Today</Link>}
      />
    </Page>
  );
}

/** Shown when a page itself broke: what was saved is safe on the server. */
export function Broken() {
  const error = useRouteError();
  return (
    <main className="page">
      <h1>This page could not be shown</h1>
      <p>Nothing that was saved is lost. {error instanceof Error ? error.message : ''}</p>
      <Button onClick={() => window.location.reload()}>Load it again</Button>
    </main>
  );
}
