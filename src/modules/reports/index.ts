export { routes } from './routes.ts';
export { statementPdfData, type StatementSnapshot } from './statement.ts';
export { statementSnapshot } from './queries/statement.ts';
