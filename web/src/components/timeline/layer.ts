// A canvas that is drawn again, at the next frame, whenever its drawing or its size is another.
import type { Action } from 'svelte/action';

interface Layer {
  readonly widthPx: number;
  readonly heightPx: number;
  // In CSS pixels; null while there is nothing to draw with.
  readonly draw: ((pen: CanvasRenderingContext2D) => void) | null;
}

export const layer: Action<HTMLCanvasElement, Layer> = (canvas, first) => {
  let wanted = first!;
  let frame = 0;

  const draw = (): void => {
    frame = 0;
    const width = Math.round(wanted.widthPx * devicePixelRatio);
    const height = Math.round(wanted.heightPx * devicePixelRatio);
    // Setting its size clears a canvas, and costs: only when it is another.
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const pen = canvas.getContext('2d');
    if (!pen || width === 0) return;
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    wanted.draw?.(pen);
  };
  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  schedule();
  return {
    update(next) {
      const same = next.draw === wanted.draw && next.widthPx === wanted.widthPx && next.heightPx === wanted.heightPx;
      wanted = next;
      if (!same) schedule();
    },
    destroy: () => cancelAnimationFrame(frame),
  };
};
