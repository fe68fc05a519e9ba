// A disk of a few megabytes that can be filled to the last byte: a tmpfs of the test's own.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { newDirectory } from './programs.js';

const sizeMiB = 8;
const pieceBytes = 4096;

export class SmallDisk {
  directory;

  // {disk}, or {reason} in words where this account may not mount.
  static mount() {
    const directory = newDirectory();
    const { status, error, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'tmpfs', directory]);
    if (status === 0) return { disk: new SmallDisk(directory) };
    rmdirSync(directory);
    return { reason: `no small disk can be mounted here: ${error?.message ?? String(stderr).trim()}` };
  }

  constructor(directory) {
    this.directory = directory;
  }

  // Until the disk takes nothing more.
  fill() {
    const file = openSync(this.#ballast, 'w');
    try {
      for (;;) writeSync(file, Buffer.alloc(pieceBytes));
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  free() {
    rmSync(this.#ballast);
  }

  unmount() {
    spawnSync('umount', [this.directory]);
    rmdirSync(this.directory);
  }

  get #ballast() {
    return join(this.directory, 'ballast');
  }
}
