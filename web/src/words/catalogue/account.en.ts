// Texts of people’s own accounts, in English.
import type { Texts } from '../translate';
import type { accountFrench } from './account.fr';

export const accountEnglish: Texts<typeof accountFrench> = {
  'account.title': 'My account',
  'account.own': 'My account',
  'account.busy': 'One moment…',
  'account.wrong_password': 'The present password is wrong.',
  'account.not_kept': 'The server could not keep it. Try again in a moment.',
  'account.password': 'Password',
  'account.present_password': 'Present password',
  'account.new_password': 'New password',
  'account.new_password_hint':
    'At least 12 characters. A few words that have nothing to do with each other are easily remembered and hard to guess.',
  'account.new_password_again': 'The new one once more',
  'account.change_password': 'Change the password',
  'account.password_short': 'At least 12 characters are needed.',
  'account.password_differs': 'The new password was not typed the same twice.',
  'account.password_weak': 'This password is guessed too easily: choose another one.',
  'account.password_changed': 'The password is changed. Your other sign-ins have ended.',
  'account.second_factor': 'Second factor',
  'account.second_factor_why':
    'With a code of your telephone beside the password nobody gets in in your place, even if they know it.',
  'account.second_factor_due': 'Your role needs a second factor: set it up to go on.',
  'account.second_factor_on': 'A code of your application is asked for at every sign-in.',
  'account.recovery_left': {
    one: '{n} recovery code is left.',
    other: '{n} recovery codes are left.',
  },
  'account.set_up': 'Set up',
  'account.scan':
    'With an authenticator application, photograph this square or type the key. Then type the code that it shows.',
  'account.qr': 'Square to photograph with the authenticator application',
  'account.secret': 'Key',
  'account.code': 'Code of 6 digits',
  'account.confirm': 'Confirm',
  'account.code_wrong':
    'This is not the code of the moment. Type the one that is shown now; after ten minutes begin again.',
  'account.begin_again': 'Begin again',
  'account.recovery_title': 'Your recovery codes',
  'account.recovery_note':
    'Note them now, away from your telephone. Each stands once for the code, on the day when the application is lost. They are not shown again.',
  'account.recovery_noted': 'I have noted them',
  'account.remove_second_factor': 'Remove the second factor',
  'account.code_or_recovery': 'Code, or recovery code',
  'account.code_refused': 'This code is wrong, or was used already.',
  'account.sign_ins': 'Sign-ins',
  'account.this_one': 'this one',
  'account.since': 'since {moment}',
  'account.unknown_device': 'Unknown browser',
  'account.device': '{browser} on {system}',
  'account.end': 'End',
  'account.end_of': 'End the sign-in of {device}',
  'account.end_others': 'End all others',
};
