// How times are written. A position in an interview is mm:ss; dates and times of day as the language writes them.

export const nsPerMs = 1_000_000n;

// Nanosecond stamps do not fit a number; their differences in milliseconds do.
export function differenceMs(laterNs: bigint, earlierNs: bigint): number {
  return Number((laterNs - earlierNs) / nsPerMs);
}

// "03:07"; minutes go on after 59 ("61:05"), so that positions of one interview sort as they read.
export function formatPosition(positionMs: number): string {
  const totalSeconds = Math.floor(Math.max(0, positionMs) / 1000);
  return `${pad(Math.floor(totalSeconds / 60))}:${pad(totalSeconds % 60)}`;
}

// "0,2": seconds, rounded up, so that an error is never said to be smaller than it is.
export function formatError(errorMs: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(Math.ceil(errorMs / 100) / 10);
}

// "14:03", by the reader's own clock.
export function formatTimeOfDay(wallMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(wallMs);
}

// "lundi 23 novembre 2026".
export function formatDate(wallMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(wallMs);
}

// "23 nov. 2026, 14:03".
export function formatDateAndTime(wallMs: number, locale: string): string {
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(wallMs);
  return `${date}, ${formatTimeOfDay(wallMs, locale)}`;
}

export function wallMs(wallNs: bigint): number {
  return Number(wallNs / nsPerMs);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
