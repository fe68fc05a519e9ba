import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { mount } from 'svelte';
import App from './App.svelte';

const target = document.getElementById('regard');
if (!target) throw new Error('index.html has no #regard element');
mount(App, { target });

// The pages for an outage. Where the browser does not keep them, ConnectionBar says it when it matters.
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/service_worker.js').catch(() => undefined);
