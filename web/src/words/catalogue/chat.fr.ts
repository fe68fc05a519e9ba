// Texts of the chat room, in French.
import type { Entry } from '../translate';

export const chatFrench = {
  'chat.title': 'Tchat',
  'chat.not_a_writer': 'Vous n’écrivez pas dans cet entretien. Seules la personne évaluée et celle qui joue l’interlocuteur ont une place dans le tchat.',
  'chat.other_here': '{name} est en ligne',
  'chat.other_away': '{name} n’est pas en ligne',
  'chat.leave': 'Quitter',
  'chat.left': 'Vous avez quitté l’entretien. Il continue sans vous.',
  'chat.come_back': 'Revenir',
  'chat.closed': 'L’entretien est clos. Merci de votre participation.',
  'chat.message_to': 'Message à {name}',
  'chat.placeholder': 'Écrire à {name}',
  'chat.send': 'Envoyer',
  'chat.keys': 'Entrée envoie, Maj + Entrée va à la ligne.',
  'message.written': 'Écrit à {at} (± {error} s), reçu à',
  'chat.chars_left': { one: '{n} caractère encore', other: '{n} caractères encore' },
  'chat.too_long': {
    one: '{n} caractère de trop : le message ne part pas ainsi. Raccourcissez-le, ou envoyez-le en deux fois.',
    other: '{n} caractères de trop : le message ne part pas ainsi. Raccourcissez-le, ou envoyez-le en deux fois.',
  },
  'chat.waiting': 'En route',
  'chat.kept': 'Enregistré',
  'chat.delivered': 'Distribué',
  'chat.refused': 'Non envoyé',
  'brief.title': 'Consigne',
  'brief.change': 'Modifier la consigne',
  'brief.save': 'Enregistrer la consigne',
  'brief.keep': 'Ne rien changer',
  'brief.refused': 'La consigne n’a pas été modifiée.',
  'chat.retry': 'Réessayer',
  'chat.discard': 'Abandonner',
} as const satisfies Record<string, Entry>;
