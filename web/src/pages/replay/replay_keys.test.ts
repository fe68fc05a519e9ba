import { describe, expect, test } from 'vitest';
import type { ReplayDesk } from './replay_desk.svelte';
import { pressReplayKey } from './replay_keys';

interface Press {
  readonly key: string;
  readonly on?: string;
  readonly ctrl?: boolean;
  readonly altGraph?: boolean;
}

// What the desk was told to do by one key; empty when the key was left alone.
function told({ key, on = 'body', ctrl = false, altGraph = false }: Press): string {
  let command = '';
  const tell = (name: string) => (argument?: unknown) => void (command = argument === undefined ? name : `${name} ${String(argument)}`);
  const desk = {
    toggle: tell('toggle'),
    shuttle: tell('shuttle'),
    jump: tell('jump'),
    seek: tell('seek'),
    seekBy: tell('seekBy'),
    showWhole: tell('showWhole'),
    openSearch: tell('openSearch'),
  };
  const event = {
    key,
    ctrlKey: ctrl || altGraph,
    altKey: altGraph,
    metaKey: false,
    defaultPrevented: false,
    getModifierState: (name: string) => name === 'AltGraph' && altGraph,
    preventDefault: () => undefined,
    target: { matches: (selector: string) => selector.split(', ').some((part) => part.split(':')[0] === on) },
  };
  pressReplayKey(event as unknown as KeyboardEvent, desk as unknown as ReplayDesk);
  return command;
}

describe('the keys of the replay', () => {
  test.each([
    [' ', 'toggle'],
    ['j', 'shuttle j'],
    ['K', 'shuttle k'],
    ['l', 'shuttle l'],
    ['[', 'jump previous'],
    [']', 'jump next'],
    ['ArrowLeft', 'seekBy -5000'],
    ['Home', 'seek 0'],
    ['Escape', 'showWhole'],
    ['/', 'openSearch'],
    ['x', ''],
  ])('%s: %s', (key, command) => {
    expect(told({ key })).toBe(command);
  });

  test('brackets work with AltGr, as French keyboards write them', () => {
    expect(told({ key: '[', altGraph: true })).toBe('jump previous');
  });

  test('the browser keeps its own shortcuts', () => {
    expect(told({ key: 'l', ctrl: true })).toBe('');
  });

  test('a field keeps what is typed, a button its space bar', () => {
    expect(told({ key: 'j', on: 'textarea' })).toBe('');
    expect(told({ key: ' ', on: 'button' })).toBe('');
    expect(told({ key: 'j', on: 'button' })).toBe('shuttle j');
  });
});
