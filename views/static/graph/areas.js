// The round grounds behind the people of one company, and their names: drawn under the dots, written over them.

import { writeWithHalo } from "./dots.js";
import { toneColor } from "./theme.js";

const NAME_SIZE = 13;

export function drawAreas(ctx, canvas) {
  for (const area of canvas.areas) {
    ctx.beginPath();
    ctx.arc(area.x, area.y, area.radius, 0, 2 * Math.PI);
    ctx.fillStyle = toneColor(canvas.theme, area.tone, canvas.theme.dark ? 0.13 : 0.09);
    ctx.fill();
    ctx.lineWidth = 1 / canvas.scale();
    ctx.strokeStyle = toneColor(canvas.theme, area.tone, 0.32);
    ctx.stroke();
  }
}

// Finds room for the companies' names before people's names are written, as they say more: biggest first, above the
// ground; one that is far wider than its ground is left out.
export function placeAreaNames(ctx, canvas) {
  const pixel = 1 / canvas.scale();
  ctx.font = fontFor(canvas, pixel);
  return canvas.areas.filter((area) => {
    const width = ctx.measureText(area.label).width;
    const bottom = area.y - area.radius - 3 * pixel;
    const box = { left: area.x - width / 2, right: area.x + width / 2, top: bottom - NAME_SIZE * 1.2 * pixel, bottom };
    return area.label && width < Math.max(area.radius * 5, 110 * pixel) && canvas.names.claim(box);
  });
}

export function writeAreaNames(ctx, canvas, areas) {
  const pixel = 1 / canvas.scale();
  ctx.font = fontFor(canvas, pixel);
  for (const { label, x, y, radius } of areas) {
    writeWithHalo(ctx, canvas.theme, label, { x, y: y - radius - 3 * pixel, pixel, baseline: "bottom" });
  }
}

const fontFor = (canvas, pixel) => `640 ${NAME_SIZE * pixel}px ${canvas.theme.font}`;
