// The HTTP interface, typed. Every call gives a value or an ApiFailure; none throws.
import { create, fromJson, toJson, type DescMessage, type JsonValue, type MessageShape } from '@bufbuild/protobuf';
import {
  MeSchema,
  OwnAccountSchema,
  PeopleListSchema,
  RecoveryCodesSchema,
  SecondFactorOfferSchema,
  SignInSchema,
  type Me,
  type OwnAccount,
  type PeopleList,
  type RecoveryCodes,
  type SecondFactorOffer,
} from '../gen/regard/v1/api/account_pb';
import { ApiErrorSchema } from '../gen/regard/v1/api/error_pb';
import { EvidenceStateSchema, type EvidenceState } from '../gen/regard/v1/api/evidence_pb';
import {
  InterviewListSchema,
  InterviewSchema,
  type Interview,
  type InterviewList,
} from '../gen/regard/v1/api/interviews_pb';
import {
  AccountListSchema,
  MadeInvitationSchema,
  ShownInvitationSchema,
  type AccountList,
  type MadeInvitation,
  type ShownInvitation,
} from '../gen/regard/v1/api/people_pb';
import type { Role } from '../gen/regard/v1/person_pb';
import { TrailListSchema, type TrailList } from '../gen/regard/v1/api/trail_pb';
import { parseReferential, type Referential } from '../referential/referential';
import { failure, success, type Result } from '../base/result';

export interface ApiFailure {
  // The server's code ("wrong_credentials", "too_many_attempts", "not_signed_in", "not_found"...), or one of ours:
  // "unreachable" when no answer came, "unreadable" when the answer is not what the schema says.
  readonly code: string;
  readonly message: string;
  // Seconds to wait before the next attempt; 0 when there is nothing to wait for.
  readonly retryAfterS: number;
}

// Failures that pass by themselves: the same question is worth asking again.
const passingCodes: readonly string[] = ['unreachable', 'store_failed'];

export function isPassing(failure: ApiFailure): boolean {
  return passingCodes.includes(failure.code);
}

// What a proxy says for a server that is down. The server's own refusals are JSON.
const proxyFailures: readonly number[] = [502, 503, 504];

export function isProxyFailure(answer: Response): boolean {
  return proxyFailures.includes(answer.status) && !isJson(answer);
}

// As the server answers, unlike a proxy, or a network that wants a sign-in of its own.
export function isJson({ headers }: Response): boolean {
  return (headers.get('Content-Type') ?? '').startsWith('application/json');
}

export type Answer<T> = Result<T, ApiFailure>;
export type Fetch = typeof fetch;

// An answer that takes longer is no answer: the reader is told rather than kept waiting.
const answerTimeoutMs = 15_000;

export class Api {
  readonly #fetch: Fetch;

  constructor(fetchFunction: Fetch = (input, init) => fetch(input, init)) {
    this.#fetch = fetchFunction;
  }

  // `code`: of the second factor; empty for none.
  signIn(login: string, password: string, code: string): Promise<Answer<Me>> {
    const body = toJson(SignInSchema, create(SignInSchema, { login, password, code }));
    return this.#message(MeSchema, '/api/sign-in', post(body));
  }

  signOut(): Promise<Answer<void>> {
    return this.#done('/api/sign-out', null);
  }

  me(): Promise<Answer<Me>> {
    return this.#message(MeSchema, '/api/me');
  }

  ownAccount(): Promise<Answer<OwnAccount>> {
    return this.#message(OwnAccountSchema, '/api/me/account');
  }

  changePassword(presentPassword: string, newPassword: string): Promise<Answer<void>> {
    return this.#done('/api/me/password', { presentPassword, newPassword });
  }

  // Without an id: all but the present one.
  endSignIns(sessionId = ''): Promise<Answer<void>> {
    return this.#done('/api/me/end-sign-ins', { sessionId });
  }

  offerSecondFactor(password: string): Promise<Answer<SecondFactorOffer>> {
    return this.#message(SecondFactorOfferSchema, '/api/me/second-factor/offer', post({ password }));
  }

  confirmSecondFactor(code: string): Promise<Answer<RecoveryCodes>> {
    return this.#message(RecoveryCodesSchema, '/api/me/second-factor/confirm', post({ code }));
  }

  removeSecondFactor(password: string, code: string): Promise<Answer<void>> {
    return this.#done('/api/me/second-factor/remove', { password, code });
  }

  // Here and below: for organisers, who give their own password once more with each change.
  accounts(): Promise<Answer<AccountList>> {
    return this.#message(AccountListSchema, '/api/accounts');
  }

  makeAccount(ownPassword: string, login: string, name: string, role: Role): Promise<Answer<MadeInvitation>> {
    return this.#message(MadeInvitationSchema, '/api/accounts', post({ ownPassword, login, name, role }));
  }

  changeAccount(accountId: string, ownPassword: string, name: string, role: Role): Promise<Answer<void>> {
    return this.#done(`/api/accounts/${accountId}/change`, { ownPassword, name, role });
  }

  inviteAgain(accountId: string, ownPassword: string, endPassword: boolean): Promise<Answer<MadeInvitation>> {
    return this.#message(MadeInvitationSchema, `/api/accounts/${accountId}/invite`, post({ ownPassword, endPassword }));
  }

  confirmChange(accountId: string, what: 'close' | 'reopen' | 'reset-second-factor', ownPassword: string): Promise<Answer<void>> {
    return this.#done(`/api/accounts/${accountId}/${what}`, { ownPassword });
  }

  // For whoever was handed a link, signed in or not.
  lookAtInvitation(token: string): Promise<Answer<ShownInvitation>> {
    return this.#message(ShownInvitationSchema, '/api/invitations/look', post({ token }));
  }

  acceptInvitation(token: string, password: string): Promise<Answer<void>> {
    return this.#done('/api/invitations/accept', { token, password });
  }

  people(): Promise<Answer<PeopleList>> {
    return this.#message(PeopleListSchema, '/api/people');
  }

  // A page of the list; see api/interviews.proto for the query.
  interviews(query: URLSearchParams = new URLSearchParams()): Promise<Answer<InterviewList>> {
    return this.#message(InterviewListSchema, query.size === 0 ? '/api/interviews' : `/api/interviews?${query}`);
  }

  interview(interviewId: string): Promise<Answer<Interview>> {
    return this.#message(InterviewSchema, `/api/interviews/${encodeURIComponent(interviewId)}`);
  }

  // See api/trail.proto for the query.
  trail(query: URLSearchParams): Promise<Answer<TrailList>> {
    return this.#message(TrailListSchema, `/api/trail?${query}`);
  }

  evidence(): Promise<Answer<EvidenceState>> {
    return this.#message(EvidenceStateSchema, '/api/evidence');
  }

  async referential(): Promise<Answer<Referential>> {
    const answer = await this.#request('/api/referential');
    if (!answer.ok) return answer;
    const parsed = parseReferential(answer.value);
    return parsed.ok ? parsed : failure(unreadable(parsed.error));
  }

  async #done(path: string, body: JsonValue): Promise<Answer<void>> {
    const answer = await this.#request(path, post(body));
    return answer.ok ? success(undefined) : answer;
  }

  async #message<D extends DescMessage>(schema: D, path: string, init: RequestInit = {}): Promise<Answer<MessageShape<D>>> {
    const answer = await this.#request(path, init);
    if (!answer.ok) return answer;
    try {
      return success(fromJson(schema, answer.value as JsonValue, { ignoreUnknownFields: true }));
    } catch (error) {
      return failure(unreadable(String(error)));
    }
  }

  async #request(path: string, init: RequestInit = {}): Promise<Answer<unknown>> {
    try {
      const response = await this.#fetch(path, {
        ...init,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      if (isProxyFailure(response)) return failure({ code: 'unreachable', message: `status ${response.status}`, retryAfterS: 0 });
      const text = await response.text();
      if (!response.ok) return failure(refusalFrom(response.status, text));
      return parseJson(text);
    } catch (error) {
      return failure({ code: 'unreachable', message: String(error), retryAfterS: 0 });
    }
  }
}

function post(body: JsonValue): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) };
}

function parseJson(text: string): Answer<unknown> {
  if (text === '') return success(null);
  try {
    return success(JSON.parse(text) as unknown);
  } catch (error) {
    return failure(unreadable(String(error)));
  }
}

function refusalFrom(status: number, text: string): ApiFailure {
  try {
    const refusal = fromJson(ApiErrorSchema, JSON.parse(text) as JsonValue, { ignoreUnknownFields: true });
    return { code: refusal.code, message: refusal.message, retryAfterS: refusal.retryAfterS };
  } catch {
    return unreadable(`status ${status}`);
  }
}

function unreadable(message: string): ApiFailure {
  return { code: 'unreadable', message, retryAfterS: 0 };
}
