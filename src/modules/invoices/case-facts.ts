import type { MatterFacts } from './snapshot.ts';

export function caseFacts(matter: MatterFacts): { label: string; value: string }[] {
  return facts([
    ['Title or mark', matter.title],
    ['Application', matter.applicationNumber],
    ['Office', matter.jurisdiction],
    ['Filed', matter.applicationDate],
    ['Registration', matter.registrationNumber],
    ['Applicant', matter.applicants],
    ['Client reference', matter.clientReference],
    ['Agent reference', matter.agentReference],
    ['Due event', matter.dueEvent],
  ]);
}

/** Those that say something. */
export function facts(pairs: readonly (readonly [string, string])[]): { label: string; value: string }[] {
  return pairs.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}
