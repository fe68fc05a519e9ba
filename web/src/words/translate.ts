// Turns a catalogue's entry into the sentence that is shown. Pure: the language in use lives in i18n.svelte.ts.

// A sentence with {names} in it; or, when a number decides, one sentence for each plural form of French and English.
// The deciding number is the parameter `n`.
export type Entry = string | { readonly one: string; readonly other: string };
// What another language must give for a catalogue of the first: the same keys, a plural where it has one.
export type Texts<C> = { readonly [K in keyof C]: C[K] extends string ? string : { readonly one: string; readonly other: string } };
export type Parameters = Readonly<Record<string, string | number>>;

// One of each language: making one takes longer than drawing a row of the grid, and a page asks hundreds of times.
function onePerLocale<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const known = made.get(locale) ?? make(locale);
    made.set(locale, known);
    return known;
  };
}

const pluralRules = onePerLocale((locale) => new Intl.PluralRules(locale));
const numberFormat = onePerLocale((locale) => new Intl.NumberFormat(locale));

export function translate(entry: Entry, locale: string, parameters: Parameters = {}): string {
  return fill(typeof entry === 'string' ? entry : entry[pluralForm(locale, parameters)], locale, parameters);
}

function pluralForm(locale: string, parameters: Parameters): 'one' | 'other' {
  // French counts 0 as singular, English does not: Intl knows. "many" (millions, in French) reads like "other".
  return pluralRules(locale).select(Number(parameters['n'] ?? 0)) === 'one' ? 'one' : 'other';
}

function fill(sentence: string, locale: string, parameters: Parameters): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numberFormat(locale).format(value) : value;
  });
}
