// How kinds of event are said in a conversation, in both languages side by side: a kind's words are added in one place.
import type { Entry, Texts } from '../translate';

export const kindsFrench = {
  'moment.participantJoined': '{name} a rejoint l’entretien',
  'moment.participantLeft': '{name} a quitté l’entretien',
  'moment.note': 'Remarque : {text}',
  'moment.interviewClosed': 'Entretien terminé',
  'moment.sealLifted': 'Scellé levé par l’organisation',
  'moment.erased': 'Contenu effacé',
  'interval.hold': '{name} a mis en attente pendant {lasted}',
  'interval.hold.ongoing': '{name} met en attente',
  // The same where people sit in one room
  'room.together': 'Dans la même pièce',
  'room.away': 'hors de la pièce',
  'room.participantJoined': '{name} entre',
  'room.participantLeft': '{name} sort',
  'room.hold': '{name} a fait patienter pendant {lasted}',
  'room.hold.ongoing': '{name} fait patienter',
} as const satisfies Record<string, Entry>;

export const kindsEnglish: Texts<typeof kindsFrench> = {
  'moment.participantJoined': '{name} joined the interview',
  'moment.participantLeft': '{name} left the interview',
  'moment.note': 'Note: {text}',
  'moment.interviewClosed': 'Interview finished',
  'moment.sealLifted': 'Seal lifted by the organiser',
  'moment.erased': 'Content erased',
  'interval.hold': '{name} put the other on hold for {lasted}',
  'interval.hold.ongoing': '{name} puts the other on hold',
  'room.together': 'In the same room',
  'room.away': 'out of the room',
  'room.participantJoined': '{name} comes in',
  'room.participantLeft': '{name} goes out',
  'room.hold': '{name} kept the other waiting for {lasted}',
  'room.hold.ongoing': '{name} keeps the other waiting',
};
