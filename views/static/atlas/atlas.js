// A network as a map that one moves about in: thousands of people on one canvas, positions from Python.
//
// Two canvases lie on one another: the picture, painted in full only when it stands still, of which a bitmap is moved
// while it is dragged or zoomed (so that 50,000 people move as smoothly as 50), and in front who is picked.

import { Camera } from "./camera.js";
import { paintFront } from "./front.js";
import { INFERRED, paintGround } from "./ground.js";
import { listPeople } from "../graph/people.js";
import { Pointer } from "./pointer.js";
import { Search } from "./search.js";
import { boundsOf, Grid, readSheet, tiesByPerson } from "./sheet.js";
import { readTheme } from "../graph/theme.js";

const SETTLED = 90; // milliseconds after the last movement in which the picture is painted in full again
const FEW = 3000; // people who are drawn one by one however far away one looks from
const APART = 16; // what Python keeps between two people of a company (graph/drawing/discs.py)
const NEAR = 3.2; // CSS pixels between two people from which on these are drawn, not bubbles
const REACH = 14; // CSS pixels around a dot that still count as on it
const FIELD = 40; // CSS pixels that the search field takes from the top
const PERSON_SCALE = 1.1; // how near one is brought to somebody

export class Atlas {
  constructor(parent, told) {
    this.told = told; // what to do with {row} or {disc}, whoever was picked
    this.element = parent.querySelector(".atlas");
    this.ground = parent.querySelector("canvas.ground");
    this.front = parent.querySelector("canvas.front");
    this.tip = parent.querySelector(".tip");
    this.list = parent.querySelector(".people");
    this.element.atlas = this; // for tests, which look for a person's place on the screen
    this.camera = new Camera(() => this.move());
    this.search = new Search(parent, (match) => this.found(match));
    this.pointer = new Pointer(this);
    this.theme = readTheme(this.element);
    this.room = { width: 1, height: 1 };
    this.hovered = -1;
    this.picked = -1;
    this.path = [];
    parent.querySelector(".tools").addEventListener("click", (event) => this.use(event.target.closest("button")?.dataset.tool));
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(this.element);
    this.themes = setInterval(() => this.followTheme(), 400);
  }

  // Another picture: where everybody stands as before, as when ties are added, one goes on looking from where one did.
  load(buffer) {
    const before = this.sheet;
    this.sheet = readSheet(buffer);
    this.grid = new Grid(this.sheet);
    this.tiesOf = tiesByPerson(this.sheet);
    this.bySize = order(this.sheet.x.length, (who) => this.sheet.size[who]);
    this.hovered = -1;
    this.isSamePlaces = before && sameArray(before.x, this.sheet.x) && sameArray(before.y, this.sheet.y);
    this.search.offer(() => this.entries());
  }

  // What changes while people stay where they are; see views/components/atlas.py for what each means.
  update({ tones, shown, least, inferred, colour, ego, marked, path, picked, description, noun }) {
    const people = this.sheet.x.length;
    this.tones = tones ? tones.subarray(0, people) : null;
    this.discTones = tones ? tones.subarray(people) : null;
    Object.assign(this, { shown, least, inferred, colour, ego, path, description });
    this.marked = new Set(marked);
    this.countShown();
    this.front.setAttribute("aria-label", description);
    const listed = [...this.bySize].filter((who) => this.isShown(who)).slice(0, 80);
    listPeople(this.list, listed.map((who) => ({ id: who, label: this.sheet.names[who], line: this.lineOf(who) })), (who) => this.pick(who));
    const isNews = picked !== this.picked;
    this.picked = picked;
    this.measure();
    if (!this.isSamePlaces) this.camera.set(this.whole());
    if (isNews && picked >= 0) this.goTo(picked, this.isSamePlaces);
    else if (path.length && this.pathKey !== JSON.stringify(path)) this.showPath();
    this.pathKey = JSON.stringify(path);
    this.isSamePlaces = true;
    this.paint();
    Object.assign(this.element.dataset, { nodes: this.shownPeople, ties: this.shownTies, ready: "1" });
  }

  // -- what the drawing modules ask -----------------------------------------------------------------------------

  isShown(who) {
    return !this.shown || (this.shown[who >> 3] >> (7 - (who & 7))) & 1;
  }

  isTieShown(tie) {
    const { high, low, word } = this.sheet;
    if ((word[tie] & 3) < this.least || (word[tie] & INFERRED && !this.inferred)) return false;
    return this.isShown(low[tie]) && this.isShown(high[tie]);
  }

  isMarked(who) {
    return this.marked.has(who);
  }

  isNear() {
    return this.sheet.x.length <= FEW || APART * this.camera.scale >= NEAR;
  }

  lineOf(who) {
    const { companies, company, lines } = this.sheet;
    return lines[who] ?? companies[company[who]] ?? "";
  }

  // -- what is shown --------------------------------------------------------------------------------------------

  countShown() {
    const { disc, discX, high, low, x } = this.sheet;
    this.discCount = new Uint32Array(discX.length);
    this.shownPeople = 0;
    for (let who = 0; who < x.length; who++) {
      if (!this.isShown(who)) continue;
      this.shownPeople += 1;
      if (disc[who] >= 0) this.discCount[disc[who]] += 1;
    }
    const between = new Map();
    this.shownTies = 0;
    for (let tie = 0; tie < low.length; tie++) {
      if (!this.isTieShown(tie)) continue;
      this.shownTies += 1;
      const [one, other] = [disc[low[tie]], disc[high[tie]]];
      if (one < 0 || other < 0 || one === other) continue;
      const key = Math.min(one, other) * discX.length + Math.max(one, other);
      between.set(key, (between.get(key) ?? 0) + 1);
    }
    this.links = [...between]
      .map(([key, ties]) => ({ low: Math.floor(key / discX.length), high: key % discX.length, ties }))
      .sort((one, other) => other.ties - one.ties || one.low - other.low || one.high - other.high);
  }

  entries() {
    const { companies, discCompany, names } = this.sheet;
    const people = [...this.bySize].map((who) => ({ text: names[who], row: who, line: () => this.lineOf(who) }));
    const discs = [...discCompany].map((company, disc) => ({
      text: companies[company],
      disc,
      line: () => `company, ${this.discCount[disc].toLocaleString("en")} people`,
    }));
    return [...discs, ...people].filter((entry) => entry.text);
  }

  // -- painting -------------------------------------------------------------------------------------------------

  measure() {
    const density = Math.min(2, devicePixelRatio || 1);
    this.room = { width: this.element.clientWidth, height: this.element.clientHeight };
    this.density = density;
    for (const canvas of [this.ground, this.front]) {
      const [width, height] = [Math.round(this.room.width * density), Math.round(this.room.height * density)];
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
    }
    this.camera.farthest = this.sheet ? this.whole().scale * 0.6 : 0.001;
  }

  resize() {
    if (!this.sheet || Math.abs(this.element.clientWidth - this.room.width) < 2) return;
    const wasWhole = Math.abs(this.camera.scale - this.whole().scale) < 1e-6;
    this.measure();
    if (wasWhole) this.camera.set(this.whole());
    this.paint();
  }

  // Everything, below the search field.
  whole() {
    const { width, height } = this.room;
    const fitting = this.camera.fitting(boundsOf(this.sheet), { width, height: height - FIELD });
    return { ...fitting, y: fitting.y + FIELD };
  }

  // Everything afresh, and the bitmap that is moved until the next time.
  paint() {
    if (!this.sheet) return;
    clearTimeout(this.settling);
    this.theme = readTheme(this.element);
    const ctx = this.scaled(this.ground);
    paintGround(ctx, this);
    this.kept ??= document.createElement("canvas");
    this.kept.width = this.ground.width;
    this.kept.height = this.ground.height;
    this.kept.getContext("2d").drawImage(this.ground, 0, 0);
    this.keptFrom = { scale: this.camera.scale, x: this.camera.x, y: this.camera.y };
    this.paintFront();
  }

  paintFront() {
    paintFront(this.scaled(this.front), this);
  }

  move() {
    if (!this.keptFrom || this.moving) return;
    this.moving = requestAnimationFrame(() => {
      this.moving = 0;
      const by = this.camera.scale / this.keptFrom.scale;
      const ctx = this.scaled(this.ground);
      ctx.fillStyle = this.theme.surface;
      ctx.fillRect(0, 0, this.room.width, this.room.height);
      ctx.translate(this.camera.x - this.keptFrom.x * by, this.camera.y - this.keptFrom.y * by);
      ctx.scale(by / this.density, by / this.density);
      ctx.drawImage(this.kept, 0, 0);
      this.paintFront();
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.paint(), SETTLED);
    });
  }

  scaled(canvas) {
    const ctx = canvas.getContext("2d");
    ctx.setTransform(this.density, 0, 0, this.density, 0, 0);
    return ctx;
  }

  followTheme() {
    const theme = readTheme(this.element);
    if (this.sheet && (theme.background !== this.theme.background || theme.primary !== this.theme.primary)) this.paint();
  }

  // -- looking around -------------------------------------------------------------------------------------------

  goTo(who, isAnimated = true) {
    const { x, y } = this.sheet;
    const target = this.camera.centred(x[who], y[who], Math.max(this.camera.scale, PERSON_SCALE), this.room);
    if (isAnimated) this.camera.glide(target);
    else this.camera.set(target);
  }

  goToDisc(disc) {
    const { discRadius, discX, discY } = this.sheet;
    const radius = discRadius[disc] * 1.15;
    const box = { left: discX[disc] - radius, right: discX[disc] + radius, top: discY[disc] - radius, bottom: discY[disc] + radius };
    this.camera.glide(this.camera.fitting(box, this.room));
  }

  showPath() {
    const people = this.path.flatMap(({ from, to }) => [from, to]);
    const { x, y } = this.sheet;
    const [across, down] = [people.map((who) => x[who]), people.map((who) => y[who])];
    const box = { left: Math.min(...across), right: Math.max(...across), top: Math.min(...down), bottom: Math.max(...down) };
    this.camera.glide(this.camera.fitting(box, { width: this.room.width * 0.8, height: this.room.height * 0.8 }, PERSON_SCALE));
  }

  use(tool) {
    const { width, height } = this.room;
    if (tool === "fit") this.camera.glide(this.whole());
    if (tool === "closer") this.camera.zoom(1.5, width / 2, height / 2);
    if (tool === "farther") this.camera.zoom(1 / 1.5, width / 2, height / 2);
    if (tool === "picture") this.savePicture();
  }

  found({ row, disc }) {
    if (row === undefined) {
      this.goToDisc(disc);
      this.told({ disc });
      return;
    }
    this.goTo(row);
    this.pick(row);
  }

  pick(who) {
    this.picked = who;
    this.paintFront();
    this.told({ row: who });
  }

  // Who is at a point of the screen, -1 for nobody.
  personAt(x, y) {
    const { sheet, camera } = this;
    const reach = (REACH + (this.isNear() ? 14 * camera.scale : 0)) / camera.scale;
    const [atX, atY] = [camera.worldX(x), camera.worldY(y)];
    let best = -1;
    let nearest = REACH / camera.scale;
    this.grid.within({ left: atX - reach, right: atX + reach, top: atY - reach, bottom: atY + reach }, (who) => {
      if (!this.isShown(who) || !(this.isNear() || sheet.disc[who] < 0 || this.isMarked(who))) return;
      const away = Math.hypot(sheet.x[who] - atX, sheet.y[who] - atY) - sheet.size[who];
      if (away < nearest) [best, nearest] = [who, away];
    });
    return best;
  }

  // The company whose ground is at a point of the screen, -1 for none.
  discAt(x, y) {
    const { discRadius, discX, discY } = this.sheet;
    const [atX, atY] = [this.camera.worldX(x), this.camera.worldY(y)];
    for (let disc = 0; disc < discX.length; disc++) {
      if (this.discCount[disc] && Math.hypot(discX[disc] - atX, discY[disc] - atY) < discRadius[disc]) return disc;
    }
    return -1;
  }

  // The picture as it is seen, as a file that the browser keeps; nothing is sent anywhere.
  savePicture() {
    const canvas = document.createElement("canvas");
    canvas.width = this.ground.width;
    canvas.height = this.ground.height;
    const ctx = canvas.getContext("2d");
    ctx.drawImage(this.ground, 0, 0);
    ctx.drawImage(this.front, 0, 0);
    canvas.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = "network.png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }

  destroy() {
    clearInterval(this.themes);
    clearTimeout(this.settling);
    this.watcher.disconnect();
    this.pointer.destroy();
  }
}

// Numbers from 0, those with the largest value first.
function order(count, value) {
  return new Uint32Array(count).map((_, at) => at).sort((one, other) => value(other) - value(one) || one - other);
}

const sameArray = (one, other) => one.length === other.length && one.every((value, at) => value === other[at]);
