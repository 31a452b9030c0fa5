/** What billing needs of a matter, as facts. */
export interface SetUpFacts {
  readonly matterId: string;
  readonly clientId: string;
  readonly closedToBilling: boolean;
  readonly ebilled: boolean;
  readonly clientMatterId: string;
  readonly payers: readonly { readonly name: string; readonly hasTax: boolean; readonly hasEmail: boolean }[];
}

export interface Missing {
  readonly what: string;
  readonly mend: string;
  readonly href: string;
  /** the payer for whom neither a code nor a rule says a tax */
  readonly untaxed?: string;
}

/** What stops a matter from being billed, each with its mend. Empty when nothing does. */
export function missingForBilling(facts: SetUpFacts): Missing[] {
  const matter = `/matters/${facts.matterId}`;
  const client = `/clients/${facts.clientId}`;
  const missing: Missing[] = [];
  if (facts.closedToBilling) {
    missing.push({
      what: 'The matter is closed to billing.',
      mend: 'Open it to billing on the matter’s page.',
      href: matter,
    });
  }
  if (facts.payers.length === 0) {
    missing.push({
      what: 'Nobody is named to pay.',
      mend: 'Name the payers and their shares on the matter’s page.',
      href: matter,
    });
  }
  for (const payer of facts.payers) {
    if (!payer.hasTax) {
      missing.push({
        what: `${payer.name} has no tax code for this entity, and no tax rule speaks of such a payer.`,
        mend: 'Choose a tax code for the payer on the client’s page, or set a tax rule under Setup, Tax rules.',
        href: client,
        untaxed: payer.name,
      });
    }
    if (!payer.hasEmail) {
      missing.push({
        what: `There is no e-mail address to send ${payer.name}’s invoices to.`,
        mend: 'Add one to the payer, or a billing contact to the client.',
        href: client,
      });
    }
  }
  if (facts.ebilled && facts.clientMatterId === '') {
    missing.push({
      what: 'The client’s own matter id is missing; their e-billing system needs it.',
      mend: 'Enter the client matter id on the matter’s page.',
      href: matter,
    });
  }
  return missing;
}
