// Mouse, fingers and keys on an atlas: dragging moves it, the wheel and two fingers zoom, a click picks.

const STILL = 4; // CSS pixels that a click may move
const PAN = 60; // CSS pixels that an arrow key moves the picture

export class Pointer {
  constructor(atlas) {
    this.atlas = atlas;
    this.canvas = atlas.front;
    this.down = new Map(); // fingers and buttons that are held, by pointer
    const listen = (name, what, options) => this.canvas.addEventListener(name, (event) => atlas.sheet && what(event), options);
    listen("pointerdown", (event) => this.press(event));
    listen("pointermove", (event) => this.move(event));
    listen("pointerup", (event) => this.release(event));
    listen("pointercancel", (event) => this.down.delete(event.pointerId));
    listen("pointerleave", () => this.hover(-1));
    listen("wheel", (event) => this.wheel(event), { passive: false });
    listen("dblclick", (event) => atlas.camera.zoom(2, event.offsetX, event.offsetY));
    listen("keydown", (event) => this.key(event));
  }

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.down.size === 1) this.start = { x: event.offsetX, y: event.offsetY, isDrag: false };
    else this.start.isDrag = true;
  }

  move(event) {
    const held = this.down.get(event.pointerId);
    if (!held) {
      this.hover(this.atlas.personAt(event.offsetX, event.offsetY), event);
      return;
    }
    const [x, y] = [event.offsetX, event.offsetY];
    if (Math.hypot(x - this.start.x, y - this.start.y) > STILL) this.start.isDrag = true;
    if (this.down.size === 2) this.pinch(event.pointerId, x, y);
    else if (this.start.isDrag) this.atlas.camera.pan(x - held.x, y - held.y);
    if (this.start.isDrag) this.hideTip();
    this.down.set(event.pointerId, { x, y });
  }

  pinch(id, x, y) {
    const [other] = [...this.down].filter(([each]) => each !== id).map(([, place]) => place);
    const before = this.down.get(id);
    const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y);
    this.atlas.camera.zoom(apart({ x, y }) / Math.max(apart(before), 1), (x + other.x) / 2, (y + other.y) / 2);
  }

  release(event) {
    const isClick = this.down.delete(event.pointerId) && !this.start.isDrag;
    if (isClick) this.click(event.offsetX, event.offsetY);
  }

  click(x, y) {
    const { atlas } = this;
    const who = atlas.personAt(x, y);
    if (who >= 0) return atlas.pick(who);
    const disc = atlas.discAt(x, y);
    if (disc >= 0 && !atlas.isNear()) atlas.goToDisc(disc);
    if (disc >= 0) atlas.told({ disc });
    else if (atlas.picked >= 0) atlas.pick(-1);
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 18 : 1;
    this.atlas.camera.zoom(Math.exp(-event.deltaY * lines * 0.0016), event.offsetX, event.offsetY);
  }

  key(event) {
    const { camera } = this.atlas;
    const pan = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[event.key];
    const tool = { "+": "closer", "=": "closer", "-": "farther", 0: "fit" }[event.key];
    if (pan) camera.pan(...pan);
    if (tool) this.atlas.use(tool);
    if (event.key === "Escape" && this.atlas.picked >= 0) this.atlas.pick(-1);
    if (pan || tool) event.preventDefault();
  }

  hover(who, event) {
    const { atlas } = this;
    if (who !== atlas.hovered) {
      atlas.hovered = who;
      atlas.paintFront();
    }
    const disc = who < 0 && event ? atlas.discAt(event.offsetX, event.offsetY) : -1;
    this.canvas.style.cursor = who >= 0 || (disc >= 0 && !atlas.isNear()) ? "pointer" : "grab";
    if (who >= 0) this.tell(event, atlas.sheet.names[who], atlas.lineOf(who), counted(atlas.sheet.degree[who], "tie"));
    else if (disc >= 0 && !atlas.isNear()) {
      this.tell(event, atlas.sheet.companies[atlas.sheet.discCompany[disc]], counted(atlas.discCount[disc], "person", "people"), "");
    } else this.hideTip();
  }

  tell(event, title, ...lines) {
    const { room, tip } = this.atlas;
    const name = document.createElement("b");
    name.textContent = title;
    const more = lines.filter(Boolean).map((line) => {
      const element = document.createElement("span");
      element.textContent = line;
      return element;
    });
    tip.replaceChildren(name, ...more);
    tip.hidden = false;
    const left = Math.min(event.offsetX + 14, room.width - tip.offsetWidth - 8);
    const below = event.offsetY + 16;
    const top = below + tip.offsetHeight > room.height ? event.offsetY - tip.offsetHeight - 12 : below;
    tip.style.transform = `translate(${Math.max(left, 4)}px, ${Math.max(top, 4)}px)`;
  }

  hideTip() {
    this.atlas.tip.hidden = true;
  }

  destroy() {
    this.hideTip();
  }
}

const counted = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
