// The assessor's console as an assessor uses it: by keyboard, and by what it shows.
import { eventually } from './waiting.js';

// The keys of the three observations.
export const observed = '+';
export const contrary = '-';
export const noOpportunity = '0';

export class Console {
  #person;
  #page;

  constructor(person) {
    this.#person = person;
    this.#page = person.page;
  }

  // Looks for an indicator by words or by its two-key code, and marks what was found first. Between `afterMs` and
  // `beforeMs` (wall clock) the first key was pressed: that is the moment the mark is about.
  async mark(query, sign = observed) {
    const { keyboard } = this.#page;
    const afterMs = Date.now();
    await keyboard.press(query[0]);
    const beforeMs = Date.now();
    await keyboard.type(query.slice(1));
    await keyboard.press(sign);
    return { afterMs, beforeMs };
  }

  // What the row of an indicator says of its marks, in order: ["Observé à 00:12, gardée"].
  async marksOf(code) {
    const row = this.#page.locator('[data-row]').filter({ has: this.#page.getByText(code, { exact: true }) });
    return row.locator('[data-mark]').evaluateAll((signs) => signs.map((sign) => sign.getAttribute('aria-label')));
  }

  // Waits until the row of the indicator says exactly this of its marks; patterns, one a mark.
  async shows(code, ...patterns) {
    let marks = [];
    const matches = () => marks.length === patterns.length && patterns.every((pattern, at) => pattern.test(marks[at]));
    await eventually(`${code} shows ${patterns.join(', ') || 'no mark'}`, async () => {
      marks = await this.marksOf(code);
      return matches();
    });
  }

  // How many marks the page shows that are not on the server's disk yet.
  waitingCount() {
    return this.#page.locator('[data-mark="waiting"]').count();
  }

  // A mark shows as waiting from the moment its key is pressed, before the bar on top counts it.
  allKept() {
    const kept = this.#page.getByText('Tout est gardé');
    return eventually('everything is kept', async () => (await this.waitingCount()) === 0 && (await kept.isVisible()));
  }

  // Closes one's own marking once the interview is over.
  async finishMarking() {
    await this.#person.reads('L’entretien est terminé.');
    await this.#person.press('Clore mon marquage');
    await this.#person.press('Oui, clore');
    await this.#person.reads('Votre marquage est clos');
    await this.allKept();
  }
}
