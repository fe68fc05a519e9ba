// Every text of the consoles in French, the first language. Ordered by section; catalogue.en.ts has the same keys.
// A space before : ; ! ? and inside « » is a no-break space (U+00A0).
import type { Entry } from './translate';

export const french = {
  // Words of the domain
  'word.candidate': 'Candidat',
  'word.interlocutor': 'Interlocuteur',
  'word.assessor': 'Évaluateur',
  'channel.phone': 'Téléphone',
  'channel.chat': 'Tchat',
  'channel.email': 'Courriel',
  'channel.face_to_face': 'Face à face',
  'observation.observed': 'Observé',
  'observation.contrary': 'Contraire',
  'observation.no_opportunity': 'Sans occasion',
} as const satisfies Record<string, Entry>;

type PluralOrText<T> = T extends string ? string : { readonly one: string; readonly other: string };
export type Catalogue = { readonly [K in keyof typeof french]: PluralOrText<(typeof french)[K]> };
