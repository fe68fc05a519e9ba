import { describe, expect, it } from 'vitest';
import { addressOf, parseRoute, routeHere, type Route } from './routes';

const interviewId = '3f2a9c10-5b7e-4f21-9d0a-2b7c1e5a8f44';

describe('routes', () => {
  const known: readonly Route[] = [
    { page: 'interviews' },
    { page: 'open_chat' },
    { page: 'account' },
    { page: 'verifier' },
    { page: 'trail' },
    { page: 'people' },
    { page: 'invitation', token: 'c0ffee' },
    { page: 'console', interviewId },
    { page: 'chat', interviewId },
    { page: 'replay', interviewId, startMs: null },
    { page: 'replay', interviewId, startMs: 83_500 },
    { page: 'replay', interviewId, startMs: null, pane: 'marks' },
    { page: 'replay', interviewId, startMs: 83_500, pane: 'comparison' },
  ];

  it.each(known)('reads back the address of $page', (route) => {
    expect(parseRoute(addressOf(route))).toEqual(route);
  });

  it('takes an empty address for the list of interviews', () => {
    expect(parseRoute('')).toEqual({ page: 'interviews' });
  });

  it('knows no page where the interview has no valid id', () => {
    expect(parseRoute('#/entretien/1')).toEqual({ page: 'unknown' });
  });

  it('shows a replay whole when the moment in the address makes no sense', () => {
    expect(parseRoute(`#/entretien/${interviewId}/rejouer?t=-4`)).toEqual({ page: 'replay', interviewId, startMs: null });
  });
});

describe('the place in the whole address', () => {
  it('is behind the "#", and nowhere on a mistyped path', () => {
    expect(routeHere({ pathname: '/', hash: '#/compte' }).page).toBe('account');
    expect(routeHere({ pathname: '/entretiens', hash: '' }).page).toBe('unknown');
    expect(routeHere({ pathname: '/entretiens', hash: '#/compte' }).page).toBe('unknown');
  });
});
