import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { send } from '../api/client.ts';
import { Refusal } from '../parts/page.tsx';

export function SignIn() {
  const [params] = useSearchParams();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await send('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
      const then = params.get('then') ?? '/';
      window.location.assign(then.startsWith('/') && !then.startsWith('//') ? then : '/');
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <main style={{ maxWidth: 360, margin: '14vh auto', padding: '0 16px' }}>
      <title>Sign in – Engross</title>
      <h1 style={{ fontFamily: 'var(--serif)', fontWeight: 500, marginBottom: 4 }}>Engross</h1>
      <p className="quiet" style={{ marginTop: 0 }}>
        The billing desk. Sign in with your e-mail address, or open the one-time link you were given.
      </p>
      <Refusal error={error} />
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          size="sm"
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(e) => setEmail(e.currentTarget.value)}
          autoFocus
        />
        <PasswordInput
          mt="sm"
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
        />
        <Button mt="md" size="sm" type="submit" fullWidth loading={busy}>
          Sign in
        </Button>
      </form>
      <p className="small quiet">
        No password yet? The program prints a link for each person when it starts; it signs in once.
      </p>
    </main>
  );
}
