// Texts of the replay, in French.
import type { Entry } from '../translate';

export const replayFrench = {
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
