// Texts of receipts and their verification. French.
import type { Entry } from '../translate';

export const verifierFrench = {
  'verifier.title': 'Vérifier un reçu',
  'verifier.purpose':
    'Un reçu prouve qu’un enregistrement était dans le journal à un moment, tel qu’il était. La vérification se fait dans cette page, sans le serveur.',
  'verifier.receipt': 'Reçu',
  'verifier.key': 'Clé publique du serveur',
  'verifier.key_hint':
    'Demandez-la à l’organisation, ou à quelqu’un en qui vous avez confiance. Celle qu’indique le reçu ne prouve rien par elle-même.',
  'verifier.named_key': 'Le reçu indique :',
  'verifier.verify': 'Vérifier',
  'verifier.holds': 'Le reçu est valable.',
  'verifier.fails': 'Le reçu ne prouve rien.',
  'verifier.proved': {
    one: 'L’enregistrement {recording} comptait {n} événement, du {newest}. Il était dans le journal de {origin} quand son état a été signé, le {signed}.',
    other: 'L’enregistrement {recording} comptait {n} événements, le dernier du {newest}. Ils étaient dans le journal de {origin} quand son état a été signé, le {signed}.',
  },
  'verifier.attested': {
    one: 'L’enregistrement {recording} comptait {n} événement, du {newest}. Le serveur {origin} l’a attesté le {signed}.',
    other: 'L’enregistrement {recording} comptait {n} événements, le dernier du {newest}. Le serveur {origin} l’a attesté le {signed}.',
  },
  'verifier.alone':
    'Ce reçu a été donné sous scellé : il ne parle que de cet enregistrement. Un reçu demandé après la levée du scellé prouve aussi le reste du journal.',
  'verifier.interview_closed': 'Le dernier est la clôture de l’entretien.',
  'verifier.marking_closed': 'Le dernier est la clôture du marquage.',
  'verifier.seal_lifted': 'Le dernier est la levée du scellé.',
  'verifier.author': 'Il vient du compte {account}.',
  'verifier.no_key': 'Ce n’est pas une clé de Regard.',
  'verifier.no_receipt': 'Ce fichier n’est pas un reçu de Regard, ou il est abîmé.',
  'verifier.not_in_journal': 'Ce qu’il dit n’était pas dans le journal quand son état a été signé.',
  'verifier.unsigned': 'Il n’est pas signé avec cette clé.',
  'verifier.changed': 'Ce qui est signé a été modifié.',
  'receipt.conversation': 'Reçu de l’entretien',
  'receipt.marking': 'Reçu du marquage de {name}',
  'receipt.brief': 'Reçu de la consigne',
  'receipt.verify': 'Vérifier un reçu',
} as const satisfies Record<string, Entry>;
