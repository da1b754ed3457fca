// Starts the atlas in a file of its own (views/standalone.py): the data stand in the page, and nobody is told of clicks.

const drawing = JSON.parse(document.getElementById("drawing").textContent);
const octets = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const atlas = new Atlas(document.body, () => {});

atlas.load(octets(drawing.sheet).buffer);
atlas.update({
  ...drawing,
  tones: new Int8Array(octets(drawing.tones).buffer),
  shown: null,
  least: 0,
  inferred: true,
  path: [],
  picked: -1,
});

function writeLegend() {
  const theme = readTheme(atlas.element);
  const items = drawing.legend.flatMap(([name, count], tone) => {
    if (!name || !count) return [];
    const item = document.createElement("span");
    const mark = document.createElement("i");
    mark.style.background = drawing.colour === "strength" ? tieColor(theme, WORDS[tone]) : toneColor(theme, tone);
    item.append(mark, `${name} ${count.toLocaleString("en")}`);
    return [item];
  });
  document.querySelector(".legend").replaceChildren(...items);
}

writeLegend();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", writeLegend);
