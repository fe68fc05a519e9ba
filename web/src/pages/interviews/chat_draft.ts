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

// The first thing that is missing, in the reader's words; null when nothing is.
export function missingIn(draft: ChatDraft): Key | null {
  if (draft.title.trim() === '') return 'open_chat.no_title';
  if (draft.candidateId === '') return 'open_chat.no_candidate';
  if (draft.rolePlayerId === '') return 'open_chat.no_role_player';
  if (draft.interlocutorName.trim() === '') return 'open_chat.no_interlocutor';
  if (draft.firstAssessorId === '') return 'open_chat.no_assessor';
  if (draft.firstAssessorId === draft.secondAssessorId) return 'open_chat.same_assessor';
  return null;
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
