import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';

export function ThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme('light');
  const next = now === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      aria-label={next === 'dark' ? 'Dark colours' : 'Light colours'}
      title={next === 'dark' ? 'Dark colours' : 'Light colours'}
      onClick={() => setColorScheme(next)}
    >
      {now === 'dark' ? <IconSun size={17} aria-hidden /> : <IconMoon size={17} aria-hidden />}
    </ActionIcon>
  );
}
