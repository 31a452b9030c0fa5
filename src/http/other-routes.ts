import type { Permission } from '../kernel/permission.ts';

/**
 * What the API has beside the declared endpoints: files in and out, and one's own sign-in. They stand in the API's
 * description, and a test walks each of them with each role.
 */
export interface OtherRoute {
  readonly method: 'get' | 'post' | 'put';
  /** as OpenAPI writes it: `/api/documents/{id}` */
  readonly path: string;
  readonly summary: string;
  /** what the caller needs; `own`: to be signed in, for something of their own; `link`: the token of a signed link */
  readonly needs: Permission | 'own' | 'link';
  readonly query?: Readonly<Record<string, string>>;
  /** the media types of the body it takes, when it takes one */
  readonly takes?: readonly string[];
  readonly gives: readonly string[];
}

const PDF = ['application/pdf'];
const JSON_TYPE = ['application/json'];
const LINK = { method: 'post', needs: 'link', takes: JSON_TYPE, gives: JSON_TYPE } as const;

export const OTHER_ROUTES: readonly OtherRoute[] = [
  {
    method: 'put',
    path: '/api/uploads',
    summary: 'Keep a file of at most 64 MB for an import; give the answer’s `uploaded` as the import’s file.',
    needs: 'import work',
    takes: ['application/octet-stream'],
    gives: JSON_TYPE,
  },
  {
    method: 'get',
    path: '/api/documents/{id}',
    summary:
      'A kept document by the id of its link: an invoice’s PDF or LEDES file, an attachment, a file of an import.',
    needs: 'see work',
    query: { download: 'Give it as a file, also where a browser could show it.' },
    gives: ['application/pdf', 'text/plain', 'application/octet-stream'],
  },
  {
    method: 'get',
    path: '/api/proformas/{id}/draft.pdf',
    summary: 'A proforma as the invoice it would be today, with DRAFT across it; no number is taken.',
    needs: 'see work',
    query: { payerId: 'The payer whose share it shows; the first without.' },
    gives: PDF,
  },
  {
    method: 'get',
    path: '/api/proformas/{id}/draft-ledes.txt',
    summary: 'The LEDES 1998B file as it would be, or why it can’t be made.',
    needs: 'see work',
    query: { payerId: 'The payer whose share it shows; the first without.' },
    gives: ['text/plain'],
  },
  {
    method: 'put',
    path: '/api/proformas/{id}/mark-up',
    summary: 'Keep a scanned mark-up (PDF, PNG or JPEG, at most 25 MB) with its proforma.',
    needs: 'edit proformas',
    query: { name: 'The name of the file.' },
    takes: ['application/pdf', 'image/png', 'image/jpeg'],
    gives: JSON_TYPE,
  },
  {
    method: 'get',
    path: '/api/information-proformas/{id}/copy.pdf',
    summary: 'A copy for information, from its frozen text.',
    needs: 'see work',
    gives: PDF,
  },
  {
    method: 'get',
    path: '/api/reviews/pack.pdf',
    summary: 'All proformas that wait for a reviewer, as one draft to read or mark up.',
    needs: 'see work',
    query: { personId: 'The reviewer; oneself without.' },
    gives: PDF,
  },
  {
    method: 'post',
    path: '/api/reviews/pack.mail',
    summary: 'Send a reviewer that draft by e-mail.',
    needs: 'edit proformas',
    query: { personId: 'The reviewer; oneself without.' },
    gives: JSON_TYPE,
  },
  {
    method: 'get',
    path: '/api/statement/show.pdf',
    summary: 'A payer’s statement of account as a letter; the same input as the statement.',
    needs: 'see money',
    gives: PDF,
  },
  {
    method: 'get',
    path: '/api/engagements/letter.pdf',
    summary: 'An engagement’s letter, written from its clauses.',
    needs: 'see work',
    gives: PDF,
  },
  {
    method: 'post',
    path: '/api/me/passphrase',
    summary: 'Set one’s own passphrase.',
    needs: 'own',
    takes: JSON_TYPE,
    gives: JSON_TYPE,
  },
  {
    method: 'post',
    path: '/api/people/link',
    summary: 'Make a one-time sign-in link for a person.',
    needs: 'administer',
    takes: JSON_TYPE,
    gives: JSON_TYPE,
  },
  {
    method: 'get',
    path: '/api/review-links/{id}/address',
    summary: 'The whole address of a link, for its receiver only.',
    needs: 'own',
    gives: JSON_TYPE,
  },
  {
    method: 'post',
    path: '/api/demo/switch',
    summary: 'Become another person of the demo firm; only there, and only on the machine itself.',
    needs: 'own',
    takes: JSON_TYPE,
    gives: JSON_TYPE,
  },
  { ...LINK, path: '/api/link/open', summary: 'What a signed link shows.' },
  { ...LINK, path: '/api/link/answer', summary: 'Answer a review by its link.' },
  { ...LINK, path: '/api/link/approve', summary: 'Approve by the link of a message, up to its amount.' },
  { ...LINK, path: '/api/link/estimate', summary: 'Accept or decline an estimate by its link.' },
];
