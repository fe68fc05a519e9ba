// Moments at which pages look at the clock again.
import { createSubscriber } from 'svelte/reactivity';

// Reading it makes the reader run again every `everyMs`, for as long as something on the page reads it.
export function ticker(everyMs: number): () => void {
  const subscribe = createSubscriber((update) => {
    const timer = setInterval(update, everyMs);
    return () => clearInterval(timer);
  });
  return subscribe;
}
