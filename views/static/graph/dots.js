// A person as a dot with a name, for networks of up to a few thousand people. Names keep their size on the screen,
// the most important are written first, and one that would cover another is left out until there is room.

import { toneColor } from "./theme.js";

const NAME_SIZE = 12.5;

export function dotRenderer(canvas) {
  return ({ ctx, id, x, y, state }) => {
    const node = canvas.node(id);
    const radius = node.size;
    return {
      drawNode: () => drawDot(ctx, canvas, node, { x, y, radius, ...state }),
      drawExternalLabel: () => drawName(ctx, canvas, node, { x, y, radius, ...state }),
      nodeDimensions: { width: 2 * radius, height: 2 * radius },
    };
  };
}

function drawDot(ctx, canvas, node, { x, y, radius, selected, hover }) {
  const theme = canvas.theme;
  const pixel = 1 / canvas.scale();
  ctx.beginPath();
  ctx.arc(x, y, Math.max(radius, 1.6 * pixel), 0, 2 * Math.PI);
  ctx.fillStyle = node.role === "ego" || node.role === "middle" ? theme.primary : toneColor(theme, node.tone);
  ctx.fill();
  ctx.lineWidth = (selected || hover ? 3 : 1.5) * pixel;
  ctx.strokeStyle = selected || hover ? theme.text : theme.background;
  ctx.stroke();
}

// Takes the places of the names that are written in any case, before anything else is written.
export function claimImportantNames(ctx, canvas) {
  for (const node of canvas.data.nodes) {
    if (isImportant(canvas, node)) canvas.names.claim(nameBox(ctx, canvas, node, canvas.place(node.id)), true);
  }
}

function drawName(ctx, canvas, node, { x, y, radius, selected, hover }) {
  const important = isImportant(canvas, node);
  const wanted = important || selected || hover;
  if (!wanted && radius * canvas.scale() < canvas.nameFrom) return;
  const box = nameBox(ctx, canvas, node, { x, y });
  if (!important && !canvas.names.claim(box, wanted)) return;
  writeWithHalo(ctx, canvas.theme, node.label, { x, y: box.top, pixel: 1 / canvas.scale() });
}

const isImportant = (canvas, node) =>
  node.role === "ego" || node.role === "middle" || node.id === canvas.data.picked;

// Where a name stands, below its dot; sets the font that it is measured and written in.
function nameBox(ctx, canvas, node, { x, y }) {
  const pixel = 1 / canvas.scale();
  ctx.font = `${isImportant(canvas, node) ? 650 : 480} ${NAME_SIZE * pixel}px ${canvas.theme.font}`;
  const width = ctx.measureText(node.label).width;
  const top = y + node.size + 3 * pixel;
  return { left: x - width / 2, right: x + width / 2, top, bottom: top + NAME_SIZE * 1.2 * pixel };
}

export function writeWithHalo(ctx, theme, text, { x, y, pixel, baseline = "top" }) {
  ctx.textAlign = "center";
  ctx.textBaseline = baseline;
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5 * pixel;
  ctx.strokeStyle = theme.surface;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = theme.text;
  ctx.fillText(text, x, y);
}

// The places already written on during one drawing; a grid keeps the question quick for thousands of names.
export class NamePlaces {
  constructor(cell) {
    this.cell = cell;
    this.taken = new Map();
  }

  // Whether the box is free; it is then taken. `anyway` takes it in any case.
  claim(box, anyway = false) {
    const cells = this.cellsOf(box);
    const free = cells.every((key) => (this.taken.get(key) ?? []).every((other) => apart(box, other)));
    if (!free && !anyway) return false;
    for (const key of cells) this.taken.set(key, [...(this.taken.get(key) ?? []), box]);
    return true;
  }

  cellsOf(box) {
    const keys = [];
    for (let column = Math.floor(box.left / this.cell); column <= Math.floor(box.right / this.cell); column++) {
      for (let row = Math.floor(box.top / this.cell); row <= Math.floor(box.bottom / this.cell); row++) {
        keys.push(`${column},${row}`);
      }
    }
    return keys;
  }
}

const apart = (one, other) =>
  one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;
