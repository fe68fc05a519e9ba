// Texts of receipts and their verification, in English.
import type { Texts } from '../translate';
import type { verifierFrench } from './verifier.fr';

export const verifierEnglish: Texts<typeof verifierFrench> = {
  'verifier.title': 'Verify a receipt',
  'verifier.purpose':
    'A receipt proves that a recording was in the journal at a moment, as it was. It is verified in this page, without the server.',
  'verifier.receipt': 'Receipt',
  'verifier.key': 'Public key of the server',
  'verifier.key_hint':
    'Ask the organiser for it, or somebody whom you trust. The one that the receipt names proves nothing by itself.',
  'verifier.named_key': 'The receipt names:',
  'verifier.verify': 'Verify',
  'verifier.holds': 'The receipt holds.',
  'verifier.fails': 'The receipt proves nothing.',
  'verifier.proved': {
    one: 'The recording {recording} had {n} event, of {newest}. It was in the journal of {origin} when its state was signed, on {signed}.',
    other: 'The recording {recording} had {n} events, the last of {newest}. They were in the journal of {origin} when its state was signed, on {signed}.',
  },
  'verifier.attested': {
    one: 'The recording {recording} had {n} event, of {newest}. The server {origin} attested it on {signed}.',
    other: 'The recording {recording} had {n} events, the last of {newest}. The server {origin} attested it on {signed}.',
  },
  'verifier.alone':
    'This receipt was given under seal: it speaks of this recording alone. One that is asked for when the seal is lifted proves the rest of the journal too.',
  'verifier.interview_closed': 'The last one closed the interview.',
  'verifier.marking_closed': 'The last one closed the marking.',
  'verifier.seal_lifted': 'The last one lifted the seal.',
  'verifier.author': 'It was made by the account {account}.',
  'verifier.no_key': 'This is no key of Regard.',
  'verifier.no_receipt': 'This file is no receipt of Regard, or it is damaged.',
  'verifier.not_in_journal': 'What it says was not in the journal when its state was signed.',
  'verifier.unsigned': 'It is not signed with this key.',
  'verifier.changed': 'What is signed was changed.',
  'receipt.conversation': 'Receipt of the interview',
  'receipt.marking': 'Receipt of {name}’s marking',
  'receipt.brief': 'Receipt of the brief',
  'receipt.verify': 'Verify a receipt',
};
