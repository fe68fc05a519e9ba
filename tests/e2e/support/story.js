// A test whose steps build on each other: after the first one that fails the others are not tried. Everything that it
// started is ended with it, and a failure leaves a screenshot of every page.
import test from 'node:test';
import { People } from './people.js';
import { Server, Simulator } from './programs.js';

// A whole story, on a busy machine.
const storyLimitMs = 300_000;

// `disk`, if one is given, holds the server's data, and goes with the story; `options` are further ones of the server.
export function story(title, name, tell, { disk = null, options = [], skip = false } = {}) {
  test(title, { timeout: storyLimitMs, skip }, async (t) => {
    const endings = [];
    t.after(async () => {
      for (const end of endings.reverse()) await end();
    });
    if (disk) endings.push(() => disk.unmount());
    const server = await Server.start(name, disk?.directory, options);
    if (!disk) endings.push(() => server.removeData());
    endings.push(() => server.stop());
    const people = await People.gather(name, server);
    endings.push(() => people.part());

    const play = (scenarios, options) => {
      const simulator = new Simulator(server, scenarios, options);
      endings.push(() => simulator.stop());
      return simulator;
    };
    const step = async (stepTitle, act) => {
      let failure = null;
      await t.test(stepTitle, async () => {
        try {
          await act();
        } catch (error) {
          failure = error;
          await people.photographAll('failed');
          throw error;
        }
      });
      if (failure) throw new Error(`the story ends at "${stepTitle}"`);
    };
    await tell({ server, people, play, step });
  });
}
