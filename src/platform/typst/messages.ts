// What the pool and its children say to each other; one job at a time a child.

export interface ChildJob {
  id: number;
  template: string;
  data: unknown;
  documentDay: string;
}

export type ChildAnswer = { id: number; pdf: Uint8Array } | { id: number; error: string };
