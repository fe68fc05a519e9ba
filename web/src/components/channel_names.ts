import { Channel } from '../gen/regard/v1/interview_pb';
import type { Key } from '../words/i18n.svelte';

export const channelNames: Readonly<Record<Channel, Key>> = {
  [Channel.UNSPECIFIED]: 'channel.unknown',
  [Channel.PHONE]: 'channel.phone',
  [Channel.CHAT]: 'channel.chat',
  [Channel.EMAIL]: 'channel.email',
  [Channel.FACE_TO_FACE]: 'channel.face_to_face',
};
