export { namedItems } from './store/book.ts';
export { type BookedFee, feesOnCards } from './store/on-cards.ts';
export { notSure, quotesOf, recordQuotes } from './store/record.ts';
export { findItem } from './find.ts';
export { routes } from './routes.ts';
