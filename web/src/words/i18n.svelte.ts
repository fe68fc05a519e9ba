// The words of every page: t('section.key', {name: value}) in the language in use.
import { english } from './catalogue.en';
import { french, type Catalogue } from './catalogue.fr';
import { translate, type Parameters } from './translate';

export type Language = 'fr' | 'en';
export type Key = keyof Catalogue;

const storageKey = 'regard.language';
const locales = { fr: 'fr-FR', en: 'en-GB' } as const;
const catalogues: Record<Language, Catalogue> = { fr: french, en: english };

function storedLanguage(): Language {
  return globalThis.localStorage?.getItem(storageKey) === 'en' ? 'en' : 'fr';
}

let current = $state<Language>(storedLanguage());

export function language(): Language {
  return current;
}

// For Intl: 'fr-FR' or 'en-GB'.
export function locale(): string {
  return locales[current];
}

export function setLanguage(chosen: Language): void {
  current = chosen;
  globalThis.localStorage?.setItem(storageKey, chosen);
  globalThis.document?.documentElement.setAttribute('lang', chosen);
}

export function t(key: Key, parameters?: Parameters): string {
  return translate(catalogues[current][key], locales[current], parameters);
}
