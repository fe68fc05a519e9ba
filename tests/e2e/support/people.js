// People at their browsers: each has a context of their own, so that nobody shares cookies or stored data with another.
import { chromium } from 'playwright-core';
import { artefact } from './artefacts.js';
import { tabTo } from './keyboard.js';
import { Network } from './network.js';
import { patienceMs } from './waiting.js';
import { Wire } from './wire.js';

export const password = 'regard-demonstration';

const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const laptop = { width: 1366, height: 768 };

export class People {
  #story;
  #server;
  #browser;
  #all = [];

  static async gather(story, server) {
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserFlags, timeout: patienceMs });
    return new People(story, server, browser);
  }

  constructor(story, server, browser) {
    this.#story = story;
    this.#server = server;
    this.#browser = browser;
  }

  // At a browser of their own, with a network of its own, not signed in yet.
  async invite(login, contextOptions = {}) {
    const network = await Network.to(this.#server);
    const context = await this.#browser.newContext({
      baseURL: network.origin,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      viewport: laptop,
      reducedMotion: 'reduce',
      ignoreHTTPSErrors: true,
      ...contextOptions,
    });
    context.setDefaultTimeout(patienceMs);
    const person = new Person(login, this.#story, network, context, await context.newPage());
    this.#all.push(person);
    return person;
  }

  async photographAll(moment) {
    for (const [at, person] of this.#all.entries()) await person.photograph(`${moment}-${at + 1}-${person.login}`);
  }

  async part() {
    await this.#browser.close();
    for (const person of this.#all) person.network.close();
  }
}

class Person {
  #story;

  constructor(login, story, network, context, page) {
    this.#story = story;
    this.login = login;
    this.network = network;
    this.context = context;
    this.page = page;
    this.keyboard = page.keyboard;
    this.wire = new Wire(page);
  }

  // With the keyboard alone, from the first page that anybody sees.
  async signIn() {
    await this.page.goto('/');
    await tabTo(this.page, this.page.getByLabel('Identifiant'));
    await this.keyboard.type(this.login);
    await tabTo(this.page, this.page.getByLabel('Mot de passe'));
    await this.keyboard.type(password);
    await this.keyboard.press('Enter');
    await this.page.getByRole('heading', { name: 'Entretiens', level: 1 }).waitFor();
  }

  // Through one of the doors of the list, such as "Observer et marquer", of the interview with this title.
  async enter(door, title) {
    const link = this.page.getByRole('link', { name: `${door} · ${title}` });
    await tabTo(this.page, link);
    await this.keyboard.press('Enter');
  }

  async press(button) {
    await tabTo(this.page, this.page.getByRole('button', { name: button, exact: true }));
    await this.keyboard.press('Enter');
  }

  // Waits until the page says it.
  async reads(text) {
    await this.page.getByText(text).first().waitFor();
  }

  // What the HTTP interface answers to this account.
  async ask(path) {
    const answer = await this.context.request.get(path);
    return answer.json();
  }

  photograph(moment) {
    return this.page.screenshot({ path: artefact(`${this.#story}-${moment}.png`) });
  }
}
