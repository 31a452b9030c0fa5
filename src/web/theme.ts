import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** One accent, an ink between green and blue; everything else is paper and rule. */
const ink: MantineColorsTuple = [
  '#eaf3f4',
  '#d5e5e8',
  '#aecdd3',
  '#86b7c0',
  '#64a1ad',
  '#418896',
  '#27707f',
  '#174f5c',
  '#123f4a',
  '#0c2d35',
];

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Source Serif 4 Variable', Georgia, serif", fontWeight: '500' },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { ink },
  defaultRadius: 3,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'sm' } } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    Autocomplete: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    // A dialog that fades away would still take the next key for itself.
    Modal: { defaultProps: { centered: false, yOffset: '8vh', transitionProps: { duration: 90, exitDuration: 0 } } },
    Tooltip: { defaultProps: { openDelay: 350, withinPortal: true, fz: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fcfbf8',
    '--mantine-color-text': '#1d1c19',
    '--mantine-color-dimmed': '#615e56',
    '--mantine-color-placeholder': '#6f6c64',
    '--mantine-color-default-border': '#d3cfc4',
    '--mantine-color-error': '#a3231f',
    '--mantine-color-anchor': '#174f5c',
  },
  dark: {
    '--mantine-color-body': '#151614',
    '--mantine-color-text': '#e9e6de',
    '--mantine-color-dimmed': '#a9a69c',
    '--mantine-color-placeholder': '#98958b',
    '--mantine-color-default': '#1d1e1c',
    '--mantine-color-default-border': '#3d3e39',
    '--mantine-color-error': '#f09a90',
    '--mantine-color-anchor': '#8fc3cc',
  },
});
