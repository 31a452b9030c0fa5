import { notifications } from '@mantine/notifications';
import { sentenceOf } from '../api/client.ts';

/** Says in passing that something was done. */
export function say(message: string): void {
  notifications.show({ message, autoClose: 5_000, withBorder: true, color: 'ink' });
}

/** Says why something was not done; stays until it is read. */
export function sayRefused(error: unknown): void {
  notifications.show({
    title: 'Not done',
    message: sentenceOf(error),
    autoClose: 15_000,
    withBorder: true,
    color: 'red',
  });
}
