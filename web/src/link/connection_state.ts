// What a page can say about its connection.
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  // sinceWallMs: when the connection was lost, by the reader's clock ("interrompue depuis 14:03").
  | { readonly kind: 'lost'; readonly sinceWallMs: number }
  // No reconnection will be tried: the account is no longer signed in.
  | { readonly kind: 'signed_out' };

// Never longer than this between two attempts: a minute without network must end soon after the network is back.
const backOffCapMs = 8_000;
const backOffFirstMs = 500;

// How long to wait before attempt 1, 2, 3...: doubles up to the cap. `random` in [0, 1) takes away up to half, so that the
// consoles of a whole centre do not come back in the same instant.
export function backOffMs(attempt: number, random: number): number {
  const full = Math.min(backOffCapMs, backOffFirstMs * 2 ** (attempt - 1));
  return full * (1 - random / 2);
}
