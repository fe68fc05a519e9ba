import { describe, expect, it } from 'vitest';
import { readable } from './readable';

const shown = (text: string): string => readable(text).replaceAll('\u202f', '~').replaceAll('\u00a0', '_');

describe('a text as it is shown', () => {
  it.each([
    ['Que puis-je faire ?', 'Que puis-je faire~?'],
    ['Vraiment ?! Non !!', 'Vraiment~?! Non~!!'],
    ['Oui ; ou plutôt non !\nBon.', 'Oui~; ou plutôt non~!\nBon.'],
    ['Le motif : « bénéficiaire inconnu ».', 'Le motif_: «~bénéficiaire inconnu~».'],
    ['(C’est cela ?)', '(C’est cela~?)'],
    ['« Vraiment ? »', '«~Vraiment~?~»'],
    ['Il a demandé : « Quand ? », puis rien', 'Il a demandé_: «~Quand~?~», puis rien'],
    ['Deux espaces  ?', 'Deux espaces~?'],
  ])('has no line that begins with a mark or ends with a quote: %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    'à 12:30, ou 9:05',
    'https://exemple.fr/a?b=c;d:e!f',
    'Merci :) et ;-) :-/',
    'Merci :D',
    'Really? Yes; no: never!',
    'Un mot\n? une question au début de la ligne',
    '',
  ])('leaves alone what has no space to keep together: %s', (text) => {
    expect(readable(text)).toBe(text);
  });

  it('leaves no-break spaces that were written', () => {
    expect(readable('Oui\u00a0? Non\u202f! Si\u00a0: «\u00a0bon\u00a0»')).toBe('Oui\u00a0? Non\u202f! Si\u00a0: «\u00a0bon\u00a0»');
  });

  it('shown twice is shown the same', () => {
    const once = readable('Ah ? « Oui » : non ; si !');
    expect(readable(once)).toBe(once);
  });
});
