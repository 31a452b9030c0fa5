import { Link } from 'react-router';
import { Page, Section } from '../parts/page.tsx';
import { QuickAdd } from './quick-add.tsx';
import { WeekGrid } from './week-grid.tsx';

/** Records work: one card at a time, or seen over the week. */
export function Record() {
  return (
    <Page title="Record work" aside={<Link to="/work/import">Import a file instead</Link>}>
      <QuickAdd />
      <Section title="The week">
        <WeekGrid />
      </Section>
    </Page>
  );
}
