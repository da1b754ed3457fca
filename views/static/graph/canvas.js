// Introduction paths as cards on a page: vis-network keeps and draws them; positions come with the data, nothing moves by
// itself. Whole networks are drawn by views/static/atlas.
//
// All text goes to the canvas or to `textContent`, never to `innerHTML`.

import { arrange, bounds, heightFor, isUpright } from "./arrangement.js";
import { cardRenderer } from "./cards.js";
import { listPeople } from "./people.js";
import { readTheme } from "./theme.js";
import { drawTies, drawTieWords } from "./ties.js";

const LIBRARY = "/vendor/pyvis/vis-9.1.2/vis-network.min.js";
const LISTED_PEOPLE = 80;
const MARGIN = 28;

let library = null;
const canvases = new WeakMap();

export async function show(parent, data, pick) {
  library ??= import(new URL(LIBRARY, document.baseURI).href).then(() => globalThis.vis);
  const vis = await library;
  const canvas = canvases.get(parent) ?? new GraphCanvas(parent, vis);
  canvases.set(parent, canvas);
  canvas.update(data, pick);
}

export function dismiss(parent) {
  canvases.get(parent)?.destroy();
  canvases.delete(parent);
}

class GraphCanvas {
  constructor(parent, vis) {
    this.vis = vis;
    this.element = parent.querySelector(".graph");
    this.list = parent.querySelector(".people");
    this.element.graphCanvas = this; // for tests, which look for a person's place on the screen
    this.theme = readTheme(this.element);
    this.network = null;
    this.tools = parent.querySelector(".tools");
    this.tools.addEventListener("click", (event) => this.useTool(event.target.dataset.tool));
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(this.element);
  }

  update(data, pick) {
    const isSameGraph = this.data?.shape === data.shape;
    this.data = data;
    this.pick = pick;
    this.byId = new Map(data.nodes.map((node) => [node.id, node]));
    this.ties = data.ties;
    this.element.setAttribute("aria-label", data.description);
    listPeople(this.list, data.nodes.slice(0, LISTED_PEOPLE), pick);
    if (this.network && isSameGraph) this.refresh();
    else this.build();
    this.element.dataset.nodes = data.nodes.length;
    this.element.dataset.ties = data.ties.length;
  }

  // -- what the drawing modules ask -----------------------------------------------------------------------------

  node(id) {
    return this.byId.get(id);
  }

  place(id) {
    return this.places.get(id);
  }

  isShown(id) {
    return this.places.has(id);
  }

  scale() {
    return this.network.getScale();
  }

  // -- building and changing ------------------------------------------------------------------------------------

  build() {
    this.network?.destroy();
    delete this.element.dataset.ready;
    this.arrange();
    this.nodes = new this.vis.DataSet(this.visNodes());
    this.network = new this.vis.Network(this.element, { nodes: this.nodes, edges: [] }, this.options());
    this.network.on("beforeDrawing", (ctx) => this.drawUnder(ctx));
    this.network.on("afterDrawing", (ctx) => this.drawOver(ctx));
    this.network.on("click", (event) => this.click(event));
    this.network.on("hoverNode", () => (this.element.style.cursor = "pointer"));
    this.network.on("blurNode", () => (this.element.style.cursor = ""));
    this.select();
    this.fit();
    document.fonts?.ready.then(() => this.network?.redraw());
  }

  // The same people and ties in another light (another path chosen, somebody picked): the view stays where it is.
  refresh() {
    const wasShown = [...this.places.keys()].join();
    this.arrange();
    this.nodes.update(this.visNodes());
    this.select();
    if (wasShown !== [...this.places.keys()].join()) this.fit();
    this.network.redraw();
  }

  arrange() {
    this.width = this.element.clientWidth;
    this.upright = isUpright(this.width);
    this.element.classList.toggle("upright", this.upright); // lets a finger scroll the page
    this.element.style.height = `${heightFor(this.data, this.width)}px`;
    this.places = arrange(this.data, this.width);
  }

  visNodes() {
    const renderer = cardRenderer(this);
    return this.data.nodes.map(({ id, label }) => ({
      id,
      label,
      size: 20,
      shape: "custom",
      ctxRenderer: renderer,
      hidden: !this.isShown(id),
      ...(this.place(id) ?? { x: 0, y: 0 }),
    }));
  }

  options() {
    return {
      physics: false,
      layout: { improvedLayout: false },
      interaction: {
        hover: true,
        dragNodes: false,
        dragView: !this.upright,
        zoomView: false, // the wheel scrolls the page
        selectConnectedEdges: false,
      },
    };
  }

  select() {
    const picked = this.data.picked;
    if (picked && this.byId.has(picked)) this.network.selectNodes([picked]);
    else this.network.unselectAll();
  }

  // -- drawing --------------------------------------------------------------------------------------------------

  drawUnder(ctx) {
    this.followTheme();
    drawTies(ctx, this);
  }

  drawOver(ctx) {
    drawTieWords(ctx, this);
    this.element.dataset.ready = "1";
  }

  followTheme() {
    this.theme = readTheme(this.element);
  }

  // -- looking around -------------------------------------------------------------------------------------------

  // vis-network's own fit does not know the cards' width.
  fit(animated = false) {
    const box = bounds(this.data, this.places);
    const room = { width: this.element.clientWidth - 2 * MARGIN, height: this.element.clientHeight - 2 * MARGIN };
    const wanted = Math.min(room.width / (box.right - box.left), room.height / (box.bottom - box.top), 1);
    const scale = Math.max(wanted, 0.02);
    this.tools.hidden = scale === 1; // all is seen at full size
    this.network.moveTo({
      position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
      scale,
      animation: animated && { duration: 220 },
    });
  }

  resize() {
    if (!this.network || Math.abs(this.element.clientWidth - this.width) < 8) return;
    this.arrange();
    this.nodes.update(this.visNodes());
    this.network.setOptions({ interaction: { dragView: !this.upright } });
    this.network.setSize("100%", "100%");
    this.network.redraw();
    this.fit();
  }

  useTool(tool) {
    if (tool === "fit") this.fit(true);
    const factor = { closer: 1.35, farther: 1 / 1.35 }[tool];
    if (factor) this.network.moveTo({ scale: this.scale() * factor, animation: { duration: 160 } });
  }

  click(event) {
    const [hit] = event.nodes;
    if (hit === undefined) return;
    this.network.selectNodes([hit]);
    this.pick(hit);
  }

  destroy() {
    this.watcher.disconnect();
    this.network?.destroy();
    this.network = null;
  }
}
