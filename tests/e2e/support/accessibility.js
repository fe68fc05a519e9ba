// What a page owes to everybody, checked in the browser.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { addRow } from './table.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// WCAG 2.5.5.
const targetPx = 44;

// Beside the laptop that people come with: a tablet, a telephone, and the laptop at 200 %.
const sizes = { tablet: { width: 820, height: 1180 }, telephone: { width: 390, height: 844 }, zoomed: { width: 683, height: 384 } };

// axe finds nothing at all on the page as it is, neither in light nor in dark, and nothing has to be scrolled sideways on
// whatever it is looked at.
export async function fullyAccessible(person, name) {
  const { page } = person;
  const findings = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await person.photograph(`${name}-${colorScheme}`);
    findings.push(...(await runAxe(page)));
  }
  const found = [...new Set(findings)];
  addRow(`axe findings, light and dark: ${name}`, found.length === 0 ? 'none' : found.length);
  assert.deepEqual(found, [], name);
  await fitsEverySize(person, name);
}

// In dark, in which the last picture was taken.
async function fitsEverySize(person, name) {
  const { page } = person;
  const laptop = page.viewportSize();
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await person.photograph(`${name}-${size}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await person.photograph(`${name}-${size}-light`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertFitsAcross(page, `${name} on the ${size}`);
  }
  await page.setViewportSize(laptop);
  await page.emulateMedia({ colorScheme: 'light' });
}

// On the English page a screen reader is told what is French.
export async function frenchIsMarked({ page }, name) {
  assert.deepEqual(await page.evaluate(unmarkedFrench), [], `French as English on ${name}`);
}

// In the page: the shown texts with a word that only French has, which are said to be in another language.
function unmarkedFrench() {
  const french = /(^|[\s’])(le|la|les|des|une|est|vous|dans|qui|pour)\s/;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (french.test(data) && parentElement.checkVisibility() && parentElement.closest('[lang]').lang !== 'fr') found.push(data.trim());
  }
  return found;
}

async function runAxe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${impact} ${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

// No sideways scrolling, and nothing to touch that is smaller than a fingertip.
export async function fitsTheTablet(person, name) {
  await person.photograph(`tablet-${name}`);
  await assertFitsAcross(person.page, name);
  assert.deepEqual(await person.page.evaluate(smallTargets, targetPx), [], `small targets of ${name}`);
}

async function assertFitsAcross(page, name) {
  // A telephone's browser zooms out of a page that is too wide: innerWidth would grow with it.
  const overhangPx = (await page.evaluate(() => document.documentElement.scrollWidth)) - page.viewportSize().width;
  assert.ok(overhangPx <= 0, `${name} is ${overhangPx} px too wide`);
}

// In the page: the controls whose area is too small. What a label or a ::before and ::after add to a control belongs to
// its area, which is therefore felt out from the middle.
function smallTargets(leastPx) {
  const reach = (element, x, y, dx, dy) => {
    for (let px = 1; px <= leastPx; ++px) {
      const met = document.elementFromPoint(x + dx * px, y + dy * px);
      if (!element.contains(met)) return px - 1;
    }
    return leastPx;
  };
  const areaOf = (control) => {
    const element = control.closest('label') ?? control;
    control.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = control.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const across = reach(element, x, y, -1, 0) + reach(element, x, y, 1, 0);
    const down = reach(element, x, y, 0, -1) + reach(element, x, y, 0, 1);
    return { across, down };
  };
  // What lies beneath an open dialog cannot be touched.
  const page = document.querySelector('dialog[open]') ?? document;
  return [...page.querySelectorAll('button, a[href], input, select, textarea, summary')]
    .filter((control) => control.checkVisibility() && !control.disabled)
    .map((control) => ({ control, ...areaOf(control) }))
    .filter(({ across, down }) => across < leastPx - 1 || down < leastPx - 1)
    .map(({ control, across, down }) => {
      const name = control.getAttribute('aria-label') ?? control.textContent.trim();
      return `${control.tagName} "${name}": ${across} x ${down}`;
    });
}
