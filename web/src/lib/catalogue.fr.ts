// Every text of the consoles in French, the first language. Ordered by section; catalogue.en.ts has the same keys.
// A space before : ; ! ? and inside « » is a no-break space (U+00A0).
import { consoleFrench } from './catalogue/console.fr';
import { shellFrench } from './catalogue/shell.fr';
import type { Entry, Texts } from './translate';

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
  ...shellFrench,
  ...consoleFrench,

  // The chat room
  'chat.title': 'Tchat',
  'chat.not_a_writer': 'Vous n’écrivez pas dans cet entretien. Seuls son candidat et son joueur de rôle ont une place dans le tchat.',
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
  'chat.waiting': 'En route',
  'chat.kept': 'Enregistré',
  'chat.delivered': 'Distribué',
  'chat.refused': 'Non envoyé',
  'chat.retry': 'Réessayer',
  'chat.discard': 'Abandonner',

  // Replay
  'replay.title': 'Relecture',
  'replay.timeline': 'Position dans la relecture',
  'replay.controls': 'Commandes de relecture',
  'replay.play': 'Lire',
  'replay.pause': 'Pause',
  'replay.previous_mark': 'Marque précédente',
  'replay.next_mark': 'Marque suivante',
  'replay.back': 'Reculer de 10 secondes',
  'replay.forward': 'Avancer de 10 secondes',
  'replay.speed': 'Vitesse',
  'replay.speed_value': '× {n}',
  'replay.backward': 'Lecture à rebours',
  'replay.position': '{at} sur {end}',
  'replay.copy': 'Copier l’adresse de ce moment',
  'replay.copied': 'Adresse copiée',
  'replay.keys': 'Espace : lire ou arrêter · J K L : reculer, arrêter, avancer · [ ] : d’une marque à l’autre · ← → : 5 secondes',
  'replay.loading': 'Chargement de l’entretien…',
  'replay.still_live': 'L’entretien est en cours : la relecture montre ce qui est déjà enregistré.',
  'replay.sealed': 'Sous scellé : les marques des autres évaluateurs apparaîtront quand tous auront clos leur marquage.',
  'replay.filter': 'Marques affichées',
  'replay.every_criterion': 'Tous les critères',
  'replay.criterion': 'Critère',
  'replay.shown': { one: '{n} marque sur {total}', other: '{n} marques sur {total}' },
  'replay.no_criterion_text': 'Indicateurs de {code}',
} as const satisfies Record<string, Entry>;

export type Catalogue = Texts<typeof french>;
