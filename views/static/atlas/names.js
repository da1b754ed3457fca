// Writing: names keep their size on the screen, the most important are written first, and one that would cover another
// is left out until there is room.

const CELL = 120; // CSS pixels

export const NAME_SIZE = 12.5;

export function writeWithHalo(ctx, theme, text, x, y) {
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = theme.surface;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = theme.text;
  ctx.fillText(text, x, y);
}

// A text cut to a width, with an ellipsis; empty when hardly anything of it would be left.
export function cut(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ctx.measureText(`${text.slice(0, middle).trimEnd()}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low < 3 ? "" : `${text.slice(0, low).trimEnd()}…`;
}

// The places already written on during one drawing; a grid keeps the question quick for thousands of names.
export class NamePlaces {
  constructor() {
    this.taken = new Map();
  }

  // Whether the box is free; it is then taken. `anyway` takes it in any case.
  claim(box, anyway = false) {
    const cells = cellsOf(box);
    const free = cells.every((key) => (this.taken.get(key) ?? []).every((other) => apart(box, other)));
    if (!free && !anyway) return false;
    for (const key of cells) {
      if (!this.taken.has(key)) this.taken.set(key, []);
      this.taken.get(key).push(box);
    }
    return true;
  }
}

function cellsOf(box) {
  const keys = [];
  for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column++) {
    for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row++) keys.push(`${column},${row}`);
  }
  return keys;
}

const apart = (one, other) =>
  one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;
