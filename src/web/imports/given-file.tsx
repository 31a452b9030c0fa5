import { Button, FileInput, Textarea } from '@mantine/core';
import { useState } from 'react';

interface GivenFileProps {
  readonly onFile: (file: File | null) => void;
  readonly onText: (text: string) => void;
}

/** A file chosen, or rows pasted. */
export function GivenFile({ onFile, onText }: GivenFileProps) {
  const [pasted, setPasted] = useState('');
  return (
    <div className="filters given-file">
      <FileInput
        size="xs"
        label="A file"
        description="CSV, XLSX or LEDES 1998B; drop it anywhere here."
        placeholder="Choose a file"
        w={300}
        accept=".csv,.txt,.tsv,.xlsx"
        onChange={onFile}
        clearable
      />
      <Textarea
        label="or rows pasted from a spreadsheet"
        description="With their header line."
        w={420}
        autosize
        minRows={2}
        maxRows={8}
        value={pasted}
        onChange={(e) => setPasted(e.currentTarget.value)}
      />
      <Button variant="default" disabled={pasted.trim() === ''} onClick={() => onText(pasted)}>
        Read them
      </Button>
    </div>
  );
}
