import { describe, expect, test } from 'vitest';
import { Playback } from './playback';

function bench(endMs = 60_000): { playback: Playback; pass: (ms: number) => number; setEnd: (ms: number) => void } {
  const time = { nowMs: 1_000, endMs };
  const playback = new Playback({ nowMs: () => time.nowMs, endMs: () => time.endMs });
  return {
    playback,
    pass: (ms) => {
      time.nowMs += ms;
      return playback.state().positionMs;
    },
    setEnd: (ms) => (time.endMs = ms),
  };
}

describe('playback', () => {
  test('stands still until it plays', () => {
    const { playback, pass } = bench();
    expect(pass(5_000)).toBe(0);
    playback.play();
    expect(pass(5_000)).toBe(5_000);
    playback.pause();
    expect(pass(5_000)).toBe(5_000);
  });

  test('goes at its speed, from the moment it was chosen', () => {
    const { playback, pass } = bench();
    playback.play();
    pass(10_000);
    playback.setSpeed(1.5);
    expect(pass(10_000)).toBe(25_000);
    playback.setSpeed(0.75);
    expect(pass(4_000)).toBe(28_000);
  });

  test('pauses at the end, and plays from the beginning again', () => {
    const { playback, pass } = bench(3_000);
    playback.play();
    expect(pass(9_000)).toBe(3_000);
    expect(playback.state().mode).toBe('paused');
    playback.play();
    expect(pass(1_000)).toBe(1_000);
  });

  test('a seek keeps playing or stays paused, and stays within the interview', () => {
    const { playback, pass } = bench();
    playback.seek(20_000);
    expect(playback.state()).toMatchObject({ mode: 'paused', positionMs: 20_000 });
    playback.play();
    playback.seek(40_000);
    expect(pass(1_000)).toBe(41_000);
    playback.seek(999_999);
    expect(playback.state().positionMs).toBe(60_000);
    playback.seekBy(-999_999);
    expect(playback.state().positionMs).toBe(0);
  });

  test('J goes backward, L forward, each faster when pressed again, K pauses', () => {
    const { playback, pass } = bench();
    playback.seek(30_000);
    playback.shuttle('j');
    expect(pass(2_000)).toBe(28_000);
    playback.shuttle('j');
    expect(playback.state()).toMatchObject({ direction: -1, speed: 1.25 });
    playback.shuttle('k');
    expect(playback.state().mode).toBe('paused');
    playback.shuttle('l');
    expect(playback.state()).toMatchObject({ mode: 'playing', direction: 1 });
  });

  test('going backward pauses at the beginning', () => {
    const { playback, pass } = bench();
    playback.seek(1_000);
    playback.shuttle('j');
    expect(pass(5_000)).toBe(0);
    expect(playback.state().mode).toBe('paused');
  });

  test('begins with the whole interview, the playhead at its beginning', () => {
    const { playback } = bench();
    expect(playback.state()).toMatchObject({ mode: 'whole', positionMs: 0 });
    playback.pause();
    expect(playback.state().mode).toBe('whole');
  });

  test('a seek leaves the whole; back in it the playhead stays where it was, and plays on from there', () => {
    const { playback, pass } = bench();
    playback.seek(20_000);
    expect(playback.state()).toMatchObject({ mode: 'paused', positionMs: 20_000 });
    playback.showWhole();
    expect(playback.state()).toMatchObject({ mode: 'whole', positionMs: 20_000 });
    expect(pass(5_000)).toBe(20_000);
    playback.toggle();
    expect(pass(1_000)).toBe(21_000);
  });

  test('jumps from mark to mark and stays when there is none', () => {
    const { playback } = bench();
    const marks = [30_000, 10_000, 20_000];
    playback.seek(20_000);
    playback.jump('next', marks);
    expect(playback.state().positionMs).toBe(30_000);
    playback.jump('next', marks);
    expect(playback.state().positionMs).toBe(30_000);
    playback.jump('previous', marks);
    expect(playback.state().positionMs).toBe(20_000);
    playback.seek(20_300);
    playback.jump('previous', marks);
    expect(playback.state().positionMs).toBe(10_000);
  });

  test('toggles between playing and paused', () => {
    const { playback } = bench();
    playback.toggle();
    expect(playback.state().mode).toBe('playing');
    playback.toggle();
    expect(playback.state().mode).toBe('paused');
  });
});
