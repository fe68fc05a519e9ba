// What a page owes to everybody, checked in the browser.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// WCAG 2.5.5, with half a pixel for rounding.
const targetPx = 43.5;

// axe finds nothing serious or critical on the page as it is, neither in light nor in dark.
export async function fullyAccessible(person, name) {
  for (const colorScheme of ['light', 'dark']) {
    await person.page.emulateMedia({ colorScheme });
    await person.photograph(`${name}-${colorScheme}`);
    const found = await runAxe(person.page);
    assert.deepEqual(found, [], `${name}, ${colorScheme}`);
  }
  await person.page.emulateMedia({ colorScheme: 'light' });
}

async function runAxe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const grave = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
  return grave.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`));
}

// No sideways scrolling, and nothing to touch that is smaller than a fingertip.
export async function fitsTheTablet(person, name) {
  await person.photograph(`tablet-${name}`);
  const overhang = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overhang <= 0, `${name} is ${overhang} px too wide`);
  assert.deepEqual(await person.page.evaluate(smallTargets, targetPx), [], `small targets of ${name}`);
}

// In the page. A label that belongs to a control is part of its target, and so is what a ::before or ::after adds to it.
function smallTargets(leastPx) {
  const sizeOf = (element) => {
    const label = element.closest('label') ?? element;
    return [element, label].map((part) => part.getBoundingClientRect());
  };
  const covers = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const reach = (dx, dy) => element.contains(document.elementFromPoint(x + dx, y + dy));
    const half = leastPx / 2 - 1;
    return reach(-half, 0) && reach(half, 0) && reach(0, -half) && reach(0, half);
  };
  return [...document.querySelectorAll('button, a[href], input, select, textarea, summary')]
    .filter((element) => element.checkVisibility() && !element.disabled)
    .filter((element) => sizeOf(element).every(({ width, height }) => width < leastPx || height < leastPx))
    .filter((element) => element.getBoundingClientRect().width > 1 && !covers(element))
    .map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return `${element.tagName} "${element.getAttribute('aria-label') ?? element.textContent.trim()}": ${Math.round(width)} x ${Math.round(height)}`;
    });
}
