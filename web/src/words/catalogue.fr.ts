// Every text of the consoles in French, the first language. Ordered by section; catalogue.en.ts has the same keys.
// A space before : ; ! ? and inside « » is a no-break space (U+00A0).
import { accountFrench } from './catalogue/account.fr';
import { chatFrench } from './catalogue/chat.fr';
import { consoleFrench } from './catalogue/console.fr';
import { kindsFrench } from './catalogue/kinds';
import { peopleFrench } from './catalogue/people.fr';
import { replayFrench } from './catalogue/replay.fr';
import { shellFrench } from './catalogue/shell.fr';
import { trailFrench } from './catalogue/trail.fr';
import { verifierFrench } from './catalogue/verifier.fr';
import type { Entry, Texts } from './translate';

export const french = {
  // Words of the domain
  'word.candidate': 'Candidature',
  'word.interlocutor': 'Interlocuteur',
  'word.assessor': 'Évaluation',
  'channel.phone': 'Téléphone',
  'channel.chat': 'Tchat',
  'channel.email': 'Courriel',
  'channel.face_to_face': 'Face à face',
  'observation.observed': 'Observé',
  'observation.contrary': 'Contraire',
  'observation.no_opportunity': 'Sans occasion',
  ...shellFrench,
  ...kindsFrench,
  ...consoleFrench,
  ...chatFrench,
  ...replayFrench,
  ...accountFrench,
  ...verifierFrench,
  ...trailFrench,
  ...peopleFrench,
} as const satisfies Record<string, Entry>;

export type Catalogue = Texts<typeof french>;
