// Sign-in, list of interviews, and what every page says. French.
import type { Entry, Texts } from '../translate';

export const shellFrench = {
  // Words of the domain
  'channel.unknown': 'Canal inconnu',
  'interview.simulated': 'Simulé',
  'interview.difficult': 'Situation difficile',
  'role.unknown': 'Rôle inconnu',
  'role.assessor': 'Évaluateur',
  'role.candidate': 'Candidat',
  'role.quality_manager': 'Responsable qualité',
  'role.organiser': 'Organisateur',
  'role.integration': 'Intégration',
  'role.role_player': 'Joueur de rôle',
  // Sign-in and session
  'sign_in.purpose': 'Observer les entretiens, marquer ensemble, rejouer exactement.',
  'sign_in.login': 'Identifiant',
  'sign_in.password': 'Mot de passe',
  'sign_in.submit': 'Se connecter',
  'sign_in.busy': 'Connexion…',
  'sign_in.wrong': 'L’identifiant ou le mot de passe n’est pas le bon.',
  'sign_in.too_many': {
    one: 'Trop d’essais. Vous pourrez réessayer dans {n} seconde.',
    other: 'Trop d’essais. Vous pourrez réessayer dans {n} secondes.',
  },
  'sign_in.too_many_said': 'Les essais sont suspendus un moment.',
  'sign_in.again': 'Vous pouvez réessayer.',
  'sign_in.expired':
    'Votre session a pris fin. Connectez-vous à nouveau : ce que vous aviez saisi est gardé sur ce poste et partira ensuite.',
  'menu.sign_out': 'Se déconnecter',
  'session.insecure':
    'Ce navigateur n’autorise pas Regard à cette adresse. Ouvrez la page en https, ou sur le poste du serveur.',
  'session.no_database':
    'Ce navigateur refuse à Regard de garder des données sur ce poste : rien ne peut y être marqué en sûreté. Quittez la navigation privée ou changez de navigateur.',
  // What went wrong
  'failure.unreachable': 'Le serveur ne répond pas. Vérifiez la connexion de ce poste.',
  'failure.unreadable': 'La réponse du serveur n’a pas été comprise. Prévenez votre service informatique.',
  'failure.not_found': 'Cette page n’existe pas, ou n’est pas ouverte à votre compte.',
  'failure.not_allowed': 'Votre rôle ne le permet pas.',
  'failure.not_signed_in': 'Votre session a pris fin. Connectez-vous à nouveau.',
  'failure.other': 'Cela n’a pas abouti. Réessayez dans un moment.',
  'failure.retry': 'Réessayer',
  // Connection and what is kept
  'connection.open': 'Connecté',
  'connection.connecting': 'Connexion en cours…',
  'connection.lost_short': 'Connexion interrompue',
  'connection.lost': 'La connexion est interrompue depuis {since}. La page reprendra d’elle-même.',
  'connection.lost_with_marks': {
    one: 'La connexion est interrompue depuis {since}. Votre marque est gardée sur ce poste et partira à son retour.',
    other: 'La connexion est interrompue depuis {since}. Vos {n} marques sont gardées sur ce poste et partiront à son retour.',
  },
  'connection.lost_with_work':
    'La connexion est interrompue depuis {since}. Ce que vous avez fait est gardé sur ce poste et partira à son retour.',
  'connection.lost_with_marks_and_changes': {
    one: 'La connexion est interrompue depuis {since}. Votre marque et vos modifications sont gardées sur ce poste et partiront à son retour.',
    other: 'La connexion est interrompue depuis {since}. Vos {n} marques et vos modifications sont gardées sur ce poste et partiront à son retour.',
  },
  'connection.lost_with_messages': {
    one: 'La connexion est interrompue depuis {since}. Votre message est gardé sur ce poste et partira à son retour.',
    other: 'La connexion est interrompue depuis {since}. Vos {n} messages sont gardés sur ce poste et partiront à son retour.',
  },
  'kept.all': 'Tout est gardé',
  'kept.underway': '{n} en route',
  'store.poisoned':
    'Le serveur ne peut plus rien enregistrer. Ce que vous faites est gardé sur ce poste et partira quand il sera remis en marche. Prévenez votre service informatique.',
  'outbox.fault':
    'Ce poste ne garde plus ce que vous saisissez : son navigateur refuse d’écrire. Libérez de la place ou changez de poste.',
  'recording.broken':
    'Une partie de l’enregistrement n’est pas arrivée dans l’ordre : la suite n’est pas affichée. Rechargez la page.',
  'recording.refused': 'Cet enregistrement n’est pas ouvert à votre compte.',
  'presence.here': '{name}, en ligne',
  'presence.away': '{name}, hors ligne',
  // Head of an interview
  'top.back': 'Retour aux entretiens',
  'top.block': 'Bloc {number}',
  'top.number': 'n° {number}',
  'top.live': 'En direct',
  'top.past': 'Terminé',
  'top.recording': 'Enregistrement en cours',
  'top.recorded': 'Enregistré',
  'top.recording_stopped': 'Enregistrement arrêté',
  'interview.close': 'Clore l’entretien',
  'interview.close_question': 'Clore l’entretien pour tous ?',
  'confirm.yes': 'Oui, clore',
  'confirm.no': 'Annuler',
  // List of interviews
  'interviews.title': 'Entretiens',
  'interviews.filter': 'Filtrer : candidat, sujet, bloc…',
  'interviews.live': 'En direct',
  'interviews.finished': 'Terminés',
  'interviews.with': 'avec {interlocutor}',
  'interviews.mark': 'Observer et marquer',
  'interviews.watch': 'Observer',
  'interviews.enter_chat': 'Entrer dans le tchat',
  'interviews.replay': 'Rejouer',
  'interviews.finish_marking': 'Terminer mon marquage',
  'interviews.no_door': 'En cours',
  'interviews.open_chat': 'Ouvrir un entretien par tchat',
  'interviews.none_found': 'Aucun entretien ne correspond à ce filtre.',
  'interviews.show_all': 'Tout afficher',
  'interviews.none_yet':
    'Aucun entretien pour l’instant. Ouvrez un entretien par tchat, ou attendez le prochain : il apparaîtra ici de lui-même.',
  'interviews.none_for_you': 'Aucun entretien pour l’instant. Le vôtre apparaîtra ici de lui-même, dès qu’il sera ouvert.',
  // Opening a chat interview
  'open_chat.title': 'Ouvrir un entretien par tchat',
  'open_chat.subject': 'Sujet',
  'open_chat.subject_hint': 'En quelques mots : « Devis dentaire : reste à charge »',
  'open_chat.block': 'Bloc évalué',
  'open_chat.choose': 'Choisir…',
  'open_chat.nobody': 'Personne',
  'open_chat.role_player': 'Joueur de rôle',
  'open_chat.role_player_hint': 'Écrit à la place de l’interlocuteur.',
  'open_chat.interlocutor': 'Nom de l’interlocuteur',
  'open_chat.interlocutor_hint': 'Celui que le candidat verra.',
  'open_chat.description': 'Qui est-ce ?',
  'open_chat.description_hint': '« adhérente », « professionnel de santé », « collègue du service prestations »',
  'open_chat.first_assessor': 'Évaluateur',
  'open_chat.second_assessor': 'Second évaluateur',
  'open_chat.simulated': 'Entretien simulé',
  'open_chat.difficult': 'Situation difficile',
  'open_chat.internal': 'Interlocuteur interne',
  'open_chat.submit': 'Ouvrir l’entretien',
  'open_chat.busy': 'Ouverture…',
  'open_chat.no_title': 'Indiquez le sujet de l’entretien.',
  'open_chat.no_candidate': 'Choisissez le candidat.',
  'open_chat.no_role_player': 'Choisissez le joueur de rôle.',
  'open_chat.no_interlocutor': 'Indiquez le nom de l’interlocuteur.',
  'open_chat.no_assessor': 'Choisissez au moins un évaluateur.',
  'open_chat.same_assessor': 'Les deux évaluateurs doivent être différents.',
  'open_chat.refused': 'L’entretien n’a pas été ouvert : {reason}',
} as const satisfies Record<string, Entry>;

export type ShellTexts = Texts<typeof shellFrench>;
