import { ActionIcon, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { GridApi } from 'ag-grid-community';
import { useState } from 'react';
import type { Column } from './column.ts';

interface ChoiceProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly api: GridApi<Row>;
  readonly onChange: () => void;
}

/** Which columns are shown. */
export function ColumnChoice<Row>({ columns, api, onChange }: ChoiceProps<Row>) {
  const [, redraw] = useState(0);
  const toggle = (key: string, shown: boolean): void => {
    api.setColumnsVisible([key], shown);
    redraw((n) => n + 1);
    onChange();
  };
  return (
    <Popover position="bottom-end" withinPortal shadow="sm">
      <Popover.Target>
        <ActionIcon aria-label="Choose columns" title="Choose columns">
          <IconColumns3 size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={6}>
          {columns.map((column) => (
            <Checkbox
              key={column.key}
              label={column.label}
              checked={api.getColumn(column.key)?.isVisible() ?? false}
              onChange={(event) => toggle(column.key, event.currentTarget.checked)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
