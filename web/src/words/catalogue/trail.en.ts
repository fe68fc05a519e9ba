// Texts of the access trail, in English.
import type { Texts } from '../translate';
import type { trailFrench } from './trail.fr';

export const trailEnglish: Texts<typeof trailFrench> = {
  'trail.title': 'Access trail',
  'trail.purpose': 'Who signed in, who read what, who changed which account. To read this trail is noted in it too.',
  'trail.kind': 'What',
  'trail.any_kind': 'Everything',
  'trail.login': 'Login',
  'trail.from': 'From',
  'trail.until': 'Until (not included)',
  'trail.search': 'Search',
  'trail.when': 'When',
  'trail.who': 'Who',
  'trail.where': 'From where',
  'trail.what': 'What',
  'trail.about': 'About',
  'trail.this_machine': 'the server itself',
  'trail.nobody': 'several',
  'trail.times': { one: '{n} time', other: '{n} times' },
  'trail.none': 'Nothing of that kind was noted.',
  'trail.more': 'Show more',
  'trail.kind.1': 'Sign-in',
  'trail.kind.2': 'Sign-in refused',
  'trail.kind.3': 'Sign-out',
  'trail.kind.4': 'Reading of a recording',
  'trail.kind.5': 'Receipt given',
  'trail.kind.6': 'Account changed by the administration',
  'trail.kind.7': 'Account changed by its owner',
  'trail.kind.8': 'Reading of this trail',
  'trail.kind.9': 'Entries lost',
};
