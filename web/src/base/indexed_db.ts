// The browser's database as promises.

// Rejects when the browser refuses a database (private window, disk full).
export async function openDatabase(name: string, version: number, build: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => build(opening.result);
  return settled(opening);
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser gave no database'));
  });
}

// Resolves when the browser has the whole transaction, as durably as the transaction asks for.
export function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser dropped the transaction'));
  });
}
