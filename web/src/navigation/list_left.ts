// How the list of interviews was left, so that the way back leads there: kept as long as the tab is.
export interface ListLeft {
  // "#/?etat=live"
  readonly address: string;
  readonly rowCount: number;
  readonly scrollPx: number;
}

const storageKey = 'regard.list';
const untouched: ListLeft = { address: '#/', rowCount: 0, scrollPx: 0 };

export function noteListLeft(left: ListLeft): void {
  sessionStorage.setItem(storageKey, JSON.stringify(left));
}

export function listLeft(): ListLeft {
  try {
    return { ...untouched, ...(JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as Partial<ListLeft>) };
  } catch {
    // What another version of the pages has kept says nothing.
    return untouched;
  }
}
