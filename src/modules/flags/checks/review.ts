import { counted } from '../../../kernel/text.ts';
import type { Check } from '../check.ts';

const notTheOwner: Check = {
  code: 'reviewer-not-owner',
  title: 'Whoever decides doesn’t review',
  subject: 'process',
  looks: 'Reviewers of whom none is the billing timekeeper or stands in for them.',
  source: 'firm policy',
  severity: 'warn',
  on: true,
  whole: true,
  params: [],
  run: ({ reviewers: { owner, named } }) => {
    if (named.length === 0 || named.some((one) => one.decides)) return [];
    const names = named.map((one) => one.name).join(', ');
    return [
      {
        lines: [],
        sentence: `${names} ${named.length > 1 ? 'review' : 'reviews'} it, but ${owner} decides about the bill. Name ${owner} too, or somebody who stands in.`,
        evidence: { 'billing timekeeper': owner, reviewers: names },
        about: names,
        atStakeMinor: 0n,
      },
    ];
  },
};

const sincePreview: Check = {
  code: 'edited-since-preview',
  title: 'Edited since the last preview',
  subject: 'process',
  looks: 'Edits made after somebody last looked at the pages of the invoice.',
  source: 'firm policy',
  severity: 'info',
  on: true,
  whole: true,
  params: [],
  run: ({ preview, head }) => {
    if (preview === null || preview.edits === 0) return [];
    return [
      {
        lines: [],
        sentence: `${counted(preview.edits, 'edit')} since ${preview.who} looked at the pages on ${preview.on}. Look at them once more.`,
        evidence: { preview: preview.on, by: preview.who, edits: String(preview.edits) },
        about: String(preview.edits),
        atStakeMinor: 0n,
        fix: { kind: 'go', says: 'Preview', href: `/api/proformas/${head.id}/draft.pdf` },
      },
    ];
  },
};

export const reviewChecks: readonly Check[] = [notTheOwner, sincePreview];
