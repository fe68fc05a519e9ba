// What the form "open a chat interview" asks for.
import { create } from '@bufbuild/protobuf';
import {
  Channel,
  InterlocutorSide,
  InterviewOpenedSchema,
  type InterviewOpened,
} from '../../gen/regard/v1/interview_pb';
import type { Key } from '../../words/i18n.svelte';

// The blocks that are assessed by observing interviews.
export const observedBlocks = ['B1', 'B3', 'B4'] as const;

export interface ChatDraft {
  title: string;
  blockCode: (typeof observedBlocks)[number];
  candidateId: string;
  // Empty: nobody plays the interlocutor from a browser.
  rolePlayerId: string;
  interlocutorName: string;
  interlocutorDescription: string;
  internal: boolean;
  simulated: boolean;
  difficult: boolean;
  // The second may be empty.
  firstAssessorId: string;
  secondAssessorId: string;
}

export function blankDraft(ownAssessorId: string): ChatDraft {
  return {
    title: '',
    blockCode: 'B1',
    candidateId: '',
    rolePlayerId: '',
    interlocutorName: '',
    interlocutorDescription: '',
    internal: false,
    simulated: true,
    difficult: false,
    firstAssessorId: ownAssessorId,
    secondAssessorId: '',
  };
}

export type DraftProblems = Readonly<Partial<Record<keyof ChatDraft, Key>>>;

// Everything that is missing, in the reader's words, beside the field that lacks it.
export function problemsIn(draft: ChatDraft): DraftProblems {
  return {
    ...(draft.title.trim() === '' && { title: 'open_chat.no_title' }),
    ...(draft.candidateId === '' && { candidateId: 'open_chat.no_candidate' }),
    ...(draft.rolePlayerId === '' && { rolePlayerId: 'open_chat.no_role_player' }),
    ...(draft.interlocutorName.trim() === '' && { interlocutorName: 'open_chat.no_interlocutor' }),
    ...(draft.firstAssessorId === '' && { firstAssessorId: 'open_chat.no_assessor' }),
    ...(draft.firstAssessorId !== '' && draft.firstAssessorId === draft.secondAssessorId && { secondAssessorId: 'open_chat.same_assessor' }),
  };
}

export function openingOf(draft: ChatDraft): InterviewOpened {
  return create(InterviewOpenedSchema, {
    title: draft.title.trim(),
    blockCode: draft.blockCode,
    channel: Channel.CHAT,
    simulated: draft.simulated,
    difficult: draft.difficult,
    candidate: { accountId: draft.candidateId },
    interlocutor: {
      name: draft.interlocutorName.trim(),
      description: draft.interlocutorDescription.trim(),
      side: draft.internal ? InterlocutorSide.INTERNAL : InterlocutorSide.EXTERNAL,
    },
    rolePlayer: { accountId: draft.rolePlayerId },
    assessors: [draft.firstAssessorId, draft.secondAssessorId].filter((id) => id !== '').map((accountId) => ({ accountId })),
  });
}
