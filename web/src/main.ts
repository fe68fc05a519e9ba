import { mount } from 'svelte';
import App from './App.svelte';

const target = document.getElementById('regard');
if (!target) throw new Error('index.html has no #regard element');
mount(App, { target });
