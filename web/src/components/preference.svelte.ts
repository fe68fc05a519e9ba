// What a reader has chosen for this browser: how the page is divided, how dense the grid is. Not of the account: another
// screen wants something else.

const prefix = 'regard.';

// Where the browser keeps nothing for pages, a choice lasts as long as the page: null.
function kept<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

export class Preference<T extends boolean | number> {
  readonly #key: string;
  readonly #usual: T;
  #chosen: T;

  // `usual` holds until something is chosen, and again after reset(). What was kept by something else counts for nothing.
  constructor(name: string, usual: T) {
    this.#key = `${prefix}${name}`;
    this.#usual = usual;
    const before: unknown = kept((storage) => JSON.parse(storage.getItem(this.#key) ?? 'null'));
    this.#chosen = $state(typeof before === typeof usual ? (before as T) : usual);
  }

  get current(): T {
    return this.#chosen;
  }

  choose(value: T): void {
    this.#chosen = value;
    kept((storage) => storage.setItem(this.#key, JSON.stringify(value)));
  }

  reset(): void {
    this.#chosen = this.#usual;
    kept((storage) => storage.removeItem(this.#key));
  }
}
