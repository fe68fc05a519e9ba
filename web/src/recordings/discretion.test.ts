import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { InterviewOpenedSchema } from '../gen/regard/v1/interview_pb';
import { showsDifficulty } from './discretion';

const opened = (difficult: boolean) => create(InterviewOpenedSchema, { difficult, candidate: { accountId: 'lea' } });

test('that a situation is difficult is shown to everybody but its candidate', () => {
  expect(showsDifficulty(opened(true), 'claire')).toBe(true);
  expect(showsDifficulty(opened(true), 'lea')).toBe(false);
  expect(showsDifficulty(opened(false), 'claire')).toBe(false);
});
