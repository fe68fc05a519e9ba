// How long anything may take. Generous: the machine may be busy with other things, and nothing here measures speed.
export const patienceMs = 60_000;
const lookAgainMs = 40;

// Looks again and again until `look` gives something true, and returns it.
export async function eventually(what, look) {
  const deadlineMs = Date.now() + patienceMs;
  let seen;
  while (Date.now() < deadlineMs) {
    seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
  throw new Error(`not within ${patienceMs / 1000} s: ${what}`);
}
