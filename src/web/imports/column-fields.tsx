import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { FIELDS, withColumn } from '../../modules/cards/contract.ts';
import { fieldWord } from './field-word.ts';
import type { Mapping, Preview } from './new-import.tsx';

const ALWAYS: readonly string[] = ['workDate', 'matter', 'timekeeper', 'hours', 'narrative', 'amount'];

interface ColumnFieldsProps {
  readonly preview: Preview;
  readonly mapping: Mapping;
  readonly onMapping: (mapping: Mapping) => void;
}

/** Which column is what: the fields that most files have and those this one has; the rest when asked for. */
export function ColumnFields({ preview, mapping, onMapping }: ColumnFieldsProps) {
  const [whole, setWhole] = useState(false);
  const shown = FIELDS.filter((f) => whole || ALWAYS.includes(f) || preview.mapping.columns[f] || mapping.columns[f]);
  const hidden = FIELDS.length - shown.length;
  return (
    <>
      <div className="form-grid">
        {shown.map((field) => (
          <Select
            key={field}
            label={fieldWord(field)}
            clearable
            searchable
            // two columns that are joined are one of the choices too
            data={[...new Set([...preview.header, mapping.columns[field] ?? ''])].filter(Boolean)}
            value={mapping.columns[field] ?? null}
            onChange={(header) => onMapping(withColumn(mapping, field, header))}
            placeholder="not in the file"
          />
        ))}
      </div>
      {hidden > 0 ? (
        <Button variant="subtle" color="gray" size="compact-xs" mt={8} onClick={() => setWhole(true)}>
          {counted(hidden, 'more field')}
        </Button>
      ) : null}
    </>
  );
}
