// Reads a picture as Python wrote it (graph/drawing/sheet.py): arrays are taken over as they lie, texts are split.

const TYPES = { f4: Float32Array, i4: Int32Array, u1: Uint8Array, i1: Int8Array };

export function readSheet(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const start = 4 + length;
  const sheet = {};
  for (const [name, type, count, offset] of head.arrays) sheet[name] = new TYPES[type](buffer, start + offset, count);
  for (const [name, offset, size] of head.texts) {
    const text = new TextDecoder().decode(new Uint8Array(buffer, start + offset, size));
    sheet[name] = text === "" ? [] : text.split("\n");
  }
  return sheet;
}

// Everybody's ties as rows, so that those of one person are found at once.
export function tiesByPerson(sheet) {
  const first = new Uint32Array(sheet.x.length + 1);
  for (const end of [sheet.low, sheet.high]) for (const who of end) first[who + 1] += 1;
  for (let who = 0; who < sheet.x.length; who++) first[who + 1] += first[who];
  const next = first.slice();
  const ties = new Uint32Array(2 * sheet.low.length);
  for (let tie = 0; tie < sheet.low.length; tie++) {
    ties[next[sheet.low[tie]]++] = tie;
    ties[next[sheet.high[tie]]++] = tie;
  }
  return (who) => ties.subarray(first[who], first[who + 1]);
}

// The people in each cell of a grid over the picture, so that the one under the pointer is found among a few.
export class Grid {
  constructor(sheet) {
    const { x, y } = sheet;
    this.sheet = sheet;
    this.box = boundsOf(sheet);
    this.columns = Math.max(1, Math.ceil(Math.sqrt(x.length / 4)));
    this.wide = (this.box.right - this.box.left) / this.columns || 1;
    this.tall = (this.box.bottom - this.box.top) / this.columns || 1;
    this.first = new Uint32Array(this.columns ** 2 + 1);
    const cells = new Uint32Array(x.length);
    for (let who = 0; who < x.length; who++) {
      cells[who] = this.cell(this.column(x[who]), this.row(y[who]));
      this.first[cells[who] + 1] += 1;
    }
    for (let cell = 0; cell < this.columns ** 2; cell++) this.first[cell + 1] += this.first[cell];
    const next = this.first.slice();
    this.people = new Uint32Array(x.length);
    for (let who = 0; who < x.length; who++) this.people[next[cells[who]]++] = who;
  }

  cell(column, row) {
    return row * this.columns + column;
  }

  column(x) {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.box.left) / this.wide)));
  }

  row(y) {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((y - this.box.top) / this.tall)));
  }

  // Calls `visit` with everybody in the cells that a box touches.
  within(box, visit) {
    for (let row = this.row(box.top); row <= this.row(box.bottom); row++) {
      const from = this.first[this.cell(this.column(box.left), row)];
      const to = this.first[this.cell(this.column(box.right), row) + 1];
      for (let at = from; at < to; at++) visit(this.people[at]);
    }
  }
}

// The rectangle around everybody and every company's ground.
export function boundsOf({ x, y, size, discX, discY, discRadius }) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const include = (atX, atY, radius) => {
    box.left = Math.min(box.left, atX - radius);
    box.right = Math.max(box.right, atX + radius);
    box.top = Math.min(box.top, atY - radius);
    box.bottom = Math.max(box.bottom, atY + radius);
  };
  for (let who = 0; who < x.length; who++) include(x[who], y[who], size[who]);
  for (let disc = 0; disc < discX.length; disc++) include(discX[disc], discY[disc], discRadius[disc]);
  return x.length ? box : { left: -1, right: 1, top: -1, bottom: 1 };
}
