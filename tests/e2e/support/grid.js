// The grid as it is seen.

// The sizes of screen that the grid is looked at on.
export const screens = [
  { width: 1920, height: 1080 },
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

// How many indicators are fully visible, from the beginning of the grid, on a screen of this size.
export async function visibleIndicators(page, screen) {
  await page.setViewportSize(screen);
  return page.getByRole('region', { name: /^Grille/ }).evaluate(async (grid) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    grid.querySelector('[data-row]').scrollIntoView({ block: 'center' });
    await nextFrame();
    const isSeen = (row) => {
      const { left, width, top, bottom } = row.getBoundingClientRect();
      return [top + 1, bottom - 1].every((y) => row.contains(document.elementFromPoint(left + width / 2, y)));
    };
    return [...grid.querySelectorAll('[data-code]')].filter(isSeen).length;
  });
}
