// What a page owes to everybody, checked in the browser.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// WCAG 2.5.5.
const targetPx = 44;

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
  return [...document.querySelectorAll('button, a[href], input, select, textarea, summary')]
    .filter((control) => control.checkVisibility() && !control.disabled)
    .map((control) => ({ control, ...areaOf(control) }))
    .filter(({ across, down }) => across < leastPx - 1 || down < leastPx - 1)
    .map(({ control, across, down }) => {
      const name = control.getAttribute('aria-label') ?? control.textContent.trim();
      return `${control.tagName} "${name}": ${across} x ${down}`;
    });
}
