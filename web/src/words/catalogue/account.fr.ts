// Texts of people’s own accounts. French.
import type { Entry } from '../translate';

export const accountFrench = {
  'account.title': 'Mon compte',
  'account.own': 'Mon compte',
  'account.busy': 'Un instant…',
  'account.wrong_password': 'Le mot de passe actuel n’est pas le bon.',
  'account.not_kept': 'Le serveur n’a pas pu l’enregistrer. Réessayez dans un moment.',
  'account.password': 'Mot de passe',
  'account.present_password': 'Mot de passe actuel',
  'account.new_password': 'Nouveau mot de passe',
  'account.new_password_hint':
    'Au moins 12 caractères. Quelques mots sans rapport entre eux se retiennent bien et se devinent mal.',
  'account.new_password_again': 'Le nouveau, encore une fois',
  'account.change_password': 'Changer le mot de passe',
  'account.password_short': 'Il faut au moins 12 caractères.',
  'account.password_differs': 'Les deux saisies du nouveau mot de passe diffèrent.',
  'account.password_weak': 'Ce mot de passe se devine trop facilement : choisissez-en un autre.',
  'account.password_changed': 'Le mot de passe est changé. Vos autres connexions ont pris fin.',
  'account.second_factor': 'Second facteur',
  'account.second_factor_why':
    'Avec un code de votre téléphone en plus du mot de passe, personne n’entre à votre place, même en connaissant celui-ci.',
  'account.second_factor_due': 'Votre rôle demande un second facteur : mettez-le en place pour continuer.',
  'account.second_factor_on': 'Un code de votre application est demandé à chaque connexion.',
  'account.recovery_left': {
    one: 'Il vous reste {n} code de secours.',
    other: 'Il vous reste {n} codes de secours.',
  },
  'account.set_up': 'Mettre en place',
  'account.scan':
    'Avec une application d’authentification, photographiez ce carré ou saisissez la clé. Tapez ensuite le code qu’elle affiche.',
  'account.qr': 'Carré à photographier avec l’application d’authentification',
  'account.secret': 'Clé',
  'account.code': 'Code à 6 chiffres',
  'account.confirm': 'Confirmer',
  'account.code_wrong':
    'Ce n’est pas le code du moment. Tapez celui qui s’affiche maintenant ; après dix minutes, recommencez.',
  'account.begin_again': 'Recommencer',
  'account.recovery_title': 'Vos codes de secours',
  'account.recovery_note':
    'Notez-les maintenant, loin de votre téléphone. Chacun remplace une fois le code, le jour où l’application est perdue. Ils ne seront plus affichés.',
  'account.recovery_noted': 'Je les ai notés',
  'account.remove_second_factor': 'Retirer le second facteur',
  'account.code_or_recovery': 'Code, ou code de secours',
  'account.code_refused': 'Ce code n’est pas le bon, ou a déjà servi.',
  'account.sign_ins': 'Connexions',
  'account.this_one': 'celle-ci',
  'account.since': 'depuis le {moment}',
  'account.unknown_device': 'Navigateur inconnu',
  'account.device': '{browser} sur {system}',
  'account.end': 'Mettre fin',
  'account.end_of': 'Mettre fin à la connexion de {device}',
  'account.end_others': 'Mettre fin à toutes les autres',
} as const satisfies Record<string, Entry>;
