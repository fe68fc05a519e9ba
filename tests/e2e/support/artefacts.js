// What a run leaves behind for people to look at: screenshots and what the programs said. Not in git.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../artefacts/', import.meta.url));

export function artefact(name) {
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}
