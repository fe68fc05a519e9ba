// More stops than any page has: beyond it the focus goes round in circles.
const stopsMax = 150;

// Goes there with the Tab key, as somebody without a mouse does.
export async function tabTo(page, target, key = 'Tab') {
  await target.waitFor();
  for (let stops = 0; stops < stopsMax; ++stops) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the ${key} key does not reach ${target}`);
}
