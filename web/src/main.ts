import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { mount } from 'svelte';
import App from './App.svelte';

const target = document.getElementById('regard');
if (!target) throw new Error('index.html has no #regard element');
mount(App, { target });

// Without it the pages work, but cannot be opened during an outage. While developing, nothing is kept.
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined);
