import { describe, expect, test } from 'vitest';
import { aimAt, aimAtMoment, aimAtNow, heldAfterMs, landingOf, landingWhileHeld, tenSecondsBack } from './landing';

describe('where a mark lands', () => {
  test('now, unless told otherwise', () => {
    expect(landingOf(aimAtNow, 61_234.6)).toEqual({ fromMs: 61_235, untilMs: 61_235, messageEventId: '' });
  });

  test('ten seconds ago, pressed again twenty', () => {
    const ten = tenSecondsBack(aimAtNow);
    expect(landingOf(ten, 60_000).fromMs).toBe(50_000);
    expect(landingOf(tenSecondsBack(ten), 60_000).fromMs).toBe(40_000);
  });

  test('never before the interview', () => {
    expect(landingOf(tenSecondsBack(aimAtNow), 4_000).fromMs).toBe(0);
    expect(landingOf(tenSecondsBack(aimAtMoment(3_000)), 99_000).fromMs).toBe(0);
  });

  test('on the message that was pointed at, whatever the time', () => {
    const message = { fromMs: 5_000, untilMs: 9_000, messageEventId: 'event' };
    expect(landingOf(aimAt(message), 60_000)).toEqual(message);
  });

  test('over a span when the key was held', () => {
    expect(landingWhileHeld(aimAtNow, 10_000, 10_000, 14_500)).toEqual({ fromMs: 10_000, untilMs: 14_500, messageEventId: '' });
    expect(landingWhileHeld(tenSecondsBack(aimAtNow), 20_000, 20_000, 24_000)).toMatchObject({ fromMs: 10_000, untilMs: 14_000 });
  });

  test('over a span that begins where a short press would have landed', () => {
    const began = 8_400;
    const pressed = 9_300;
    const start = landingOf(aimAtNow, began).fromMs;
    for (const nowMs of [pressed, pressed + heldAfterMs, 12_000]) {
      expect(landingWhileHeld(aimAtNow, began, pressed, nowMs).fromMs).toBe(start);
    }
    expect(landingWhileHeld(aimAtNow, began, pressed, 12_000).untilMs).toBe(12_000);
  });

  test('at one moment when the key was only pressed', () => {
    const landing = landingWhileHeld(aimAtNow, 10_000, 10_000, 10_000 + heldAfterMs - 1);
    expect(landing.untilMs).toBe(landing.fromMs);
  });
});
