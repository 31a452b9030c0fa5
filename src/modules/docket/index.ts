export { askOffice, failOffice } from './jobs.ts';
export { NO_OFFICES, officeClient } from './store/office-client.ts';
export { type ExpectedFee, expectedFees } from './store/expected-fees.ts';
export { docketOf, type DocketOfMatter } from './store/of-matters.ts';
export { routes } from './routes.ts';
