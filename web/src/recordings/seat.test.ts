import { create } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { Channel, InterviewOpenedSchema } from '../gen/regard/v1/interview_pb';
import { seatOf } from './seat';

const opened = create(InterviewOpenedSchema, {
  channel: Channel.CHAT,
  candidate: { accountId: 'lea', name: 'Léa Bernard' },
  interlocutor: { name: 'Mme Durand' },
  rolePlayer: { accountId: 'jean', name: 'Jean Petit' },
});

describe('the seat in a chat', () => {
  test('is the candidate’s for the candidate', () => {
    expect(seatOf(opened, 'lea')).toEqual({ side: 'candidate', accountId: 'lea', name: 'Léa Bernard', otherAccountId: 'jean', otherName: 'Mme Durand' });
  });

  test('is the interlocutor’s for the role-player, under the name that is played', () => {
    expect(seatOf(opened, 'jean')).toEqual({ side: 'interlocutor', accountId: 'jean', name: 'Mme Durand', otherAccountId: 'lea', otherName: 'Léa Bernard' });
  });

  test('is nobody else’s, and there is none outside a chat', () => {
    expect(seatOf(opened, 'paul')).toBeNull();
    expect(seatOf(create(InterviewOpenedSchema, { ...opened, channel: Channel.PHONE }), 'lea')).toBeNull();
  });
});
