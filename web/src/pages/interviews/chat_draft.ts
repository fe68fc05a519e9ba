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
  // What the role-player plays; may be empty.
  brief: string;
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
    brief: '',
    internal: false,
    simulated: true,
    difficult: false,
    firstAssessorId: ownAssessorId,
    secondAssessorId: '',
  };
}

// What is missing, each in the reader's words, in the order of the form.
export function missingIn(draft: ChatDraft): ReadonlyMap<keyof ChatDraft, Key> {
  const missing = new Map<keyof ChatDraft, Key>();
  if (draft.title.trim() === '') missing.set('title', 'open_chat.no_title');
  if (draft.candidateId === '') missing.set('candidateId', 'open_chat.no_candidate');
  if (draft.rolePlayerId === '') missing.set('rolePlayerId', 'open_chat.no_role_player');
  if (draft.interlocutorName.trim() === '') missing.set('interlocutorName', 'open_chat.no_interlocutor');
  if (draft.firstAssessorId === '') missing.set('firstAssessorId', 'open_chat.no_assessor');
  else if (draft.firstAssessorId === draft.secondAssessorId) missing.set('secondAssessorId', 'open_chat.same_assessor');
  return missing;
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
    brief: draft.brief.trim(),
    assessors: [draft.firstAssessorId, draft.secondAssessorId].filter((id) => id !== '').map((accountId) => ({ accountId })),
  });
}
