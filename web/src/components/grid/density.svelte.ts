// How the grid is shown: a line a row, so that it is in view as a whole, or every wording whole.
import { MediaQuery } from 'svelte/reactivity';
import { Preference } from '../preference.svelte';

// Dense, until the reader has chosen otherwise: what is asked first of a grid is what has no mark yet.
export const gridDensity = new Preference<boolean>('grid_dense', true);

// A finger needs room for what it touches: it opens a row first.
export const byFinger = new MediaQuery('(pointer: coarse)');
