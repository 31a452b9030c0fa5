import { AllCommunityModule, ModuleRegistry, themeQuartz } from 'ag-grid-community';

ModuleRegistry.registerModules([AllCommunityModule]);

/** The grid in the page's own colours; both modes follow from the page's variables. */
export const gridTheme = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--paper)',
  foregroundColor: 'var(--text)',
  borderColor: 'var(--rule)',
  browserColorScheme: 'inherit',
  chromeBackgroundColor: 'var(--paper)',
  headerBackgroundColor: 'var(--paper)',
  headerTextColor: 'var(--quiet)',
  headerFontSize: 12,
  headerFontWeight: 550,
  fontFamily: 'inherit',
  fontSize: 13,
  dataFontSize: 13,
  spacing: 5,
  rowHeight: 31,
  headerHeight: 31,
  cellHorizontalPadding: 9,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  headerRowBorder: { color: 'var(--rule-strong)' },
  rowBorder: { color: 'var(--rule)' },
  columnBorder: false,
  rowHoverColor: 'var(--paper-2)',
  selectedRowBackgroundColor: 'var(--accent-soft)',
  oddRowBackgroundColor: 'var(--paper)',
  pinnedRowFontWeight: 650,
  pinnedRowBackgroundColor: 'var(--paper)',
  pinnedRowBorder: { color: 'var(--rule-strong)' },
});
