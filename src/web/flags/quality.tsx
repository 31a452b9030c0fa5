import { Select } from '@mantine/core';
import { Link } from 'react-router';
import { WEEKDAYS } from '../../kernel/day.ts';
import { counted } from '../../kernel/text.ts';
import { setDigest, showDigest } from '../../modules/flags/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { amountsText } from '../parts/money.tsx';
import { Answer, Empty, Page, Section } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { Audits } from './audits.tsx';
import { Samples } from './samples.tsx';

/** What the second pair of eyes has to look at, what escaped, and what is missing in matters' set-up. */
export function Quality() {
  return (
    <Page title="Quality">
      <Digest />
      <Samples />
      <Audits />
      <SetUp />
    </Page>
  );
}

function Digest() {
  const digest = useAsk(showDigest, {});
  return (
    <Section title="This week">
      <Answer of={digest} rows={3}>
        {(data) => (
          <>
            <p>
              From {data.from} to {data.to}: {data.raised} raised, {data.mended} mended, {data.waived} waived,{' '}
              {data.escaped} billed as they were. Open now: {counted(data.open.block, 'block')},{' '}
              {counted(data.open.fix, 'fix', 'fixes')}, {counted(data.open.warn, 'warning')};{' '}
              {amountsText(data.atStake) || 'nothing'} in question.
            </p>
            <MailedOn weekday={data.weekday} />
            {data.waivers.length > 0 ? (
              <details>
                <summary>{data.waivers.length} blocks and fixes were waived</summary>
                {data.waivers.map((one) => (
                  <div key={one.proformaId + one.sentence} className="panel-row small">
                    <Link to={`/proformas/${one.proformaId}`}>{one.number}</Link>: {one.sentence}{' '}
                    <span className="quiet">
                      {one.who}, {momentText(one.recordedAt)}: {one.reason}
                    </span>
                  </div>
                ))}
              </details>
            ) : null}
          </>
        )}
      </Answer>
    </Section>
  );
}

/** On which day the digest goes to the billing managers. */
function MailedOn({ weekday }: { weekday: number | null }) {
  const may = useMay();
  const set = useDo(setDigest);
  if (!may('set flag rules'))
    return (
      <p className="quiet">
        {weekday === null ? 'This is not mailed.' : `Mailed to the billing managers every ${WEEKDAYS[weekday - 1]}.`}
      </p>
    );
  return (
    <Select
      label="Mailed to the billing managers"
      size="xs"
      w={220}
      mb={10}
      allowDeselect={false}
      disabled={set.isPending}
      value={String(weekday)}
      data={[
        ...WEEKDAYS.map((name, i) => ({ value: String(i + 1), label: `every ${name}` })),
        { value: 'null', label: 'not at all' },
      ]}
      onChange={(value) =>
        set.mutate(
          { input: { weekday: value === 'null' ? null : Number(value) } },
          { onSuccess: (answer) => say(answer.sentence), onError: sayRefused },
        )
      }
    />
  );
}

function SetUp() {
  const digest = useAsk(showDigest, {});
  return (
    <Section title="Matters that couldn’t be billed">
      <Answer of={digest} rows={3}>
        {(data) =>
          data.setUp.length === 0 ? (
            <Empty
              what="Every open matter has what a bill needs."
              how="One that lacks something stands here from the day it is opened."
            />
          ) : (
            data.setUp.map((one) => (
              <div key={one.matterId} className="panel-row">
                <Link to={`/matters/${one.matterId}`}>
                  {one.matter} {one.name}
                </Link>{' '}
                <span className="small quiet">
                  {one.client}, opened {one.openedOn}, with {one.owner}
                </span>
                {one.missing.map((lack) => (
                  <div key={lack} className="small">
                    {lack}
                  </div>
                ))}
              </div>
            ))
          )
        }
      </Answer>
    </Section>
  );
}
