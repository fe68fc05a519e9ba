// Texts of the chat room, in English.
import type { Texts } from '../translate';
import type { chatFrench } from './chat.fr';

export const chatEnglish: Texts<typeof chatFrench> = {
  'chat.title': 'Chat',
  'chat.not_a_writer': 'You do not write in this interview. Only its candidate and its role-player have a place in the chat.',
  'chat.other_here': '{name} is online',
  'chat.other_away': '{name} is not online',
  'chat.leave': 'Leave',
  'chat.left': 'You have left the interview. It goes on without you.',
  'chat.come_back': 'Come back',
  'chat.closed': 'The interview is closed. Thank you for taking part.',
  'chat.message_to': 'Message to {name}',
  'chat.placeholder': 'Write to {name}',
  'chat.send': 'Send',
  'chat.keys': 'Enter sends, Shift + Enter starts a new line.',
  'message.written': 'Written at {at} (± {error} s), received at',
  'chat.chars_left': { one: '{n} character left', other: '{n} characters left' },
  'chat.too_long': {
    one: '{n} character too many: the message is not sent like this. Shorten it, or send it in two.',
    other: '{n} characters too many: the message is not sent like this. Shorten it, or send it in two.',
  },
  'chat.waiting': 'On its way',
  'chat.kept': 'Kept',
  'chat.delivered': 'Delivered',
  'chat.refused': 'Not sent',
  'brief.title': 'Brief',
  'brief.change': 'Change the brief',
  'brief.save': 'Save the brief',
  'brief.keep': 'Change nothing',
  'brief.refused': 'The brief was not changed.',
  'chat.retry': 'Try again',
  'chat.discard': 'Give up',
};
