// Where the cards stand in the room there is. Python computed the rows and columns; here the columns are spread to fill
// the width, and on a phone only the chosen path is kept, from top to bottom.

import { CARD_HEIGHT, cardWidth } from "./cards.js";

const PHONE_WIDTH = 560;
const MARGIN = 28;
const UPRIGHT_STEP = 104;
const NARROWEST_COLUMN = 268;
const WIDEST_COLUMN = 430;

export const isUpright = (width) => width < PHONE_WIDTH;

// id -> {x, y}; an id that is left out is not shown.
export function arrange(data, width) {
  return isUpright(width) ? upright(data) : spread(data, width);
}

// How tall the drawing has to be, in CSS pixels.
export function heightFor(data, width) {
  if (!isUpright(width)) return data.height;
  return upright(data).size * UPRIGHT_STEP + MARGIN;
}

function upright(data) {
  const chosen = data.nodes.filter((node) => !node.dim).sort((one, other) => one.x - other.x);
  return new Map(chosen.map((node, row) => [node.id, { x: 0, y: row * UPRIGHT_STEP }]));
}

function spread(data, width) {
  const columns = Math.max(...data.nodes.map((node) => node.x), 1);
  const outer = Math.max(...data.nodes.map(cardWidth));
  const step = Math.min(Math.max((width - outer - 2 * MARGIN) / columns, NARROWEST_COLUMN), WIDEST_COLUMN);
  return new Map(data.nodes.map((node) => [node.id, { x: node.x * step, y: node.y }]));
}

// The rectangle around everything that is shown, cards with their full size.
export function bounds(data, places) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const include = (x, y, wide, tall) => {
    box.left = Math.min(box.left, x - wide);
    box.right = Math.max(box.right, x + wide);
    box.top = Math.min(box.top, y - tall);
    box.bottom = Math.max(box.bottom, y + tall);
  };
  for (const node of data.nodes) {
    const place = places.get(node.id);
    if (!place) continue;
    include(place.x, place.y, cardWidth(node) / 2, CARD_HEIGHT / 2);
  }
  return box;
}
