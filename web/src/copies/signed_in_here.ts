// Who is signed in at this browser, for when the server cannot be asked: until the sign-in's end, and no longer than until
// somebody signs out here. All tabs share it, and hear of its changes ("storage").
import { fromJson, toJson, type JsonValue } from '@bufbuild/protobuf';
import { MeSchema, type Me } from '../gen/regard/v1/api/account_pb';

const signedInKey = 'regard.signed_in';
const signOutDueKey = 'regard.sign_out_due';

// A sign-in lasts that long at the server: a browser whose clock is wrong keeps nothing for longer either.
export const signInLastsMs = 12 * 3_600_000;

type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class SignedInHere {
  readonly #drawer: Drawer;
  readonly #wallNowMs: () => number;

  constructor(drawer: Drawer = localStorage, wallNowMs: () => number = Date.now) {
    this.#drawer = drawer;
    this.#wallNowMs = wallNowMs;
  }

  // `endsWallMs`: when the sign-in ends, as the server says.
  note(me: Me, endsWallMs: number): void {
    const untilWallMs = Math.min(endsWallMs, this.#wallNowMs() + signInLastsMs);
    this.#drawer.setItem(signedInKey, JSON.stringify({ me: toJson(MeSchema, me), untilWallMs }));
  }

  // Null when nobody is, or the sign-in has ended by now.
  get me(): Me | null {
    const text = this.#drawer.getItem(signedInKey);
    if (text === null) return null;
    try {
      const { me, untilWallMs } = JSON.parse(text) as { me: JsonValue; untilWallMs: number };
      const isNow = this.#wallNowMs() < untilWallMs && this.#wallNowMs() > untilWallMs - signInLastsMs - clockSlackMs;
      return isNow ? fromJson(MeSchema, me, { ignoreUnknownFields: true }) : null;
    } catch {
      // Written by other pages than these: as good as nothing.
      return null;
    }
  }

  // Whether another tab changed who is signed in.
  isAbout(change: StorageEvent): boolean {
    return change.key === signedInKey || change.key === null;
  }

  forget(): void {
    this.#drawer.removeItem(signedInKey);
  }

  // Signed out here while the server could not be told: it is told before anybody is let in again.
  get isSignOutDue(): boolean {
    return this.#drawer.getItem(signOutDueKey) !== null;
  }

  oweSignOut(): void {
    this.#drawer.setItem(signOutDueKey, '1');
  }

  signOutDone(): void {
    this.#drawer.removeItem(signOutDueKey);
  }
}

// A wall clock that was set back by more than this since the sign-in would keep it for longer than it lasts.
const clockSlackMs = 60_000;
