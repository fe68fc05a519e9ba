// Every text of the consoles in English. The same keys, in the same order, as catalogue.fr.ts.
import { accountEnglish } from './catalogue/account.en';
import { chatEnglish } from './catalogue/chat.en';
import { consoleEnglish } from './catalogue/console.en';
import { kindsEnglish } from './catalogue/kinds';
import { peopleEnglish } from './catalogue/people.en';
import { replayEnglish } from './catalogue/replay.en';
import { shellEnglish } from './catalogue/shell.en';
import { trailEnglish } from './catalogue/trail.en';
import { verifierEnglish } from './catalogue/verifier.en';
import type { Catalogue } from './catalogue.fr';

export const english: Catalogue = {
  // Words of the domain
  'word.candidate': 'Candidate',
  'word.interlocutor': 'Interlocutor',
  'word.assessor': 'Assessor',
  'channel.phone': 'Phone',
  'channel.chat': 'Chat',
  'channel.email': 'E-mail',
  'channel.face_to_face': 'Face to face',
  'observation.observed': 'Observed',
  'observation.contrary': 'Contrary',
  'observation.no_opportunity': 'No opportunity',
  ...shellEnglish,
  ...kindsEnglish,
  ...consoleEnglish,
  ...chatEnglish,
  ...replayEnglish,
  ...accountEnglish,
  ...verifierEnglish,
  ...trailEnglish,
  ...peopleEnglish,
};
