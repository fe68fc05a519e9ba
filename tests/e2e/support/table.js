// What the stories measured, in one table: each adds rows, and the end of `npm test` prints them all. Measured is printed,
// never asserted: the machine may be busy with other things.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { artefact } from './artefacts.js';

const rowsFile = artefact('table.jsonl');

// `value` as people read it, with its unit.
export function addRow(name, value) {
  appendFileSync(rowsFile, `${JSON.stringify([name, String(value)])}\n`);
}

// Prints the rows in the order they came, and leaves them in table.txt.
export function printTable() {
  if (!existsSync(rowsFile)) return;
  const rows = readFileSync(rowsFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
  writeFileSync(artefact('table.txt'), table);
  console.log(table);
}
