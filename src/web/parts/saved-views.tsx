import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useKept } from '../frame/kept.ts';

interface View {
  readonly name: string;
  /** the filters, as they stand in the address */
  readonly search: string;
  /** the layout of the columns, as the list keeps it */
  readonly columns: unknown;
}

function viewsOf(value: unknown): View[] {
  return Array.isArray(value) ? (value as View[]) : [];
}

/** Named views of a list: its filters and its columns, kept on the server for the person. */
export function SavedViews({ list, onLayout }: { list: string; onLayout: () => void }) {
  const kept = useKept(`views:${list}`);
  const columns = useKept(`columns:${list}`);
  const [params, setParams] = useSearchParams();
  const [naming, setNaming] = useState(false);
  const views = viewsOf(kept.value);
  const now = views.find((view) => view.search === params.toString());
  const keep = (next: readonly View[]): void => kept.keep(JSON.parse(JSON.stringify(next)) as never);
  const use = (view: View): void => {
    setParams(view.search, { replace: true });
    if (!view.columns) return;
    columns.keep(view.columns as never);
    onLayout();
  };
  return (
    <>
      <Menu position="bottom-start" shadow="sm" width={260}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={14} aria-hidden />}>
            {now ? now.name : 'Views'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 ? <Menu.Label>Nothing kept yet: filter the list, then keep it.</Menu.Label> : null}
          {views.map((view) => (
            <Menu.Item key={view.name} onClick={() => use(view)}>
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>Keep what is shown as a view …</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {now ? (
        <ActionIcon
          aria-label={`Forget the view ${now.name}`}
          title={`Forget the view ${now.name}`}
          onClick={() => keep(views.filter((view) => view !== now))}
        >
          <IconX size={15} aria-hidden />
        </ActionIcon>
      ) : null}
      {naming ? (
        <NameDialog
          onClose={() => setNaming(false)}
          onName={(name) => {
            const view = { name, search: params.toString(), columns: columns.value ?? null };
            keep([...views.filter((other) => other.name !== name), view]);
            setNaming(false);
          }}
        />
      ) : null}
    </>
  );
}

function NameDialog({ onClose, onName }: { onClose: () => void; onName: (name: string) => void }) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') onName(name.trim());
  };
  return (
    <Modal opened onClose={onClose} title="Keep this view" size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <TextInput
          label="Name"
          description="Filters and columns, for you, on every machine. A name used before is replaced."
          maxLength={60}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            Keep
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
