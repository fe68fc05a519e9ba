import { describe, expect, test } from 'vitest';
import { Emitter, whenDifferent } from './emitter';

describe('emitter', () => {
  test('tells every listener until it is ended', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const end = emitter.on((value) => heard.push(value));
    emitter.emit(1);
    end();
    emitter.emit(2);
    expect(heard).toEqual([1]);
  });

  test('a listener may end itself while it is told', () => {
    const emitter = new Emitter<void>();
    let heard = 0;
    const end = emitter.on(() => {
      heard += 1;
      end();
    });
    emitter.on(() => (heard += 1));
    emitter.emit();
    emitter.emit();
    expect(heard).toBe(3);
  });
});

describe('changes that make a difference', () => {
  test('are told, others are not', () => {
    const emitter = new Emitter<void>();
    let value = 1;
    let heard = 0;
    whenDifferent(emitter, () => value).on(() => (heard += 1));
    emitter.emit();
    expect(heard).toBe(0);
    value = 2;
    emitter.emit();
    emitter.emit();
    expect(heard).toBe(1);
  });

  test('two that answer each other fall silent', () => {
    const [here, there] = [new Emitter<void>(), new Emitter<void>()];
    const cursor = 7;
    let said = 0;
    const answer = (other: Emitter<void>) => (): void => {
      if (++said < 100) other.emit();
    };
    whenDifferent(here, () => cursor).on(answer(there));
    whenDifferent(there, () => cursor).on(answer(here));
    here.emit();
    expect(said).toBe(0);
  });
});
