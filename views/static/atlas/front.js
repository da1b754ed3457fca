// What lies over the picture and changes with every movement of the mouse: who is picked or pointed at, with their ties,
// and the introduction path that is asked for. The rest steps back behind a veil.

import { dotColor, dotRadius, INFERRED, nameBox, strokeTies, WORDS, writeName } from "./ground.js";
import { NamePlaces } from "./names.js";
import { tieColor } from "../graph/theme.js";

const MOST_NAMED = 40;

export function paintFront(ctx, atlas) {
  ctx.clearRect(0, 0, atlas.room.width, atlas.room.height);
  const inFront = [atlas.picked, atlas.hovered].filter((who, at, all) => who >= 0 && all.indexOf(who) === at);
  if (!inFront.length && !atlas.path.length) return;
  ctx.globalAlpha = atlas.theme.dark ? 0.62 : 0.66;
  ctx.fillStyle = atlas.theme.surface;
  ctx.fillRect(0, 0, atlas.room.width, atlas.room.height);
  ctx.globalAlpha = 1;
  const names = new NamePlaces();
  if (atlas.path.length) paintPath(ctx, atlas, names);
  for (const who of inFront) paintPerson(ctx, atlas, names, who);
}

function paintPerson(ctx, atlas, names, who) {
  const { sheet } = atlas;
  const ties = [...atlas.tiesOf(who)].filter((tie) => atlas.isTieShown(tie));
  strokeTies(ctx, atlas, ties, { alpha: ties.length > 300 ? 0.35 : 0.8, width: 1.3 });
  const others = ties.map((tie) => (sheet.low[tie] === who ? sheet.high[tie] : sheet.low[tie]));
  for (const other of others) paintDot(ctx, atlas, other, 1.5);
  paintDot(ctx, atlas, who, 5.5, true);
  names.claim(nameBox(ctx, atlas, who), true);
  const known = others.sort((one, other) => sheet.size[other] - sheet.size[one]);
  for (const other of known.slice(0, MOST_NAMED)) {
    const box = nameBox(ctx, atlas, other);
    if (names.claim(box)) writeName(ctx, atlas, other, box);
  }
  writeName(ctx, atlas, who);
}

function paintDot(ctx, atlas, who, least, isFramed = false) {
  const { camera, sheet, theme } = atlas;
  ctx.beginPath();
  ctx.arc(camera.screenX(sheet.x[who]), camera.screenY(sheet.y[who]), Math.max(dotRadius(atlas, who), least), 0, 2 * Math.PI);
  ctx.fillStyle = dotColor(atlas, who);
  ctx.fill();
  ctx.lineWidth = isFramed ? 2.5 : 1;
  ctx.strokeStyle = isFramed ? theme.text : theme.surface;
  ctx.stroke();
}

function paintPath(ctx, atlas, names) {
  const { camera, sheet, theme } = atlas;
  for (const { from, to, word } of atlas.path) {
    for (const [color, width] of [[theme.surface, 9], [tieColor(theme, WORDS[word & 3]), 4.5]]) {
      ctx.beginPath();
      ctx.moveTo(camera.screenX(sheet.x[from]), camera.screenY(sheet.y[from]));
      ctx.lineTo(camera.screenX(sheet.x[to]), camera.screenY(sheet.y[to]));
      ctx.strokeStyle = color;
      ctx.lineWidth = width;
      ctx.lineCap = "round";
      ctx.setLineDash(word & INFERRED ? [2, 8] : []);
      ctx.stroke();
    }
  }
  ctx.setLineDash([]);
  const people = [...new Set(atlas.path.flatMap(({ from, to }) => [from, to]))];
  for (const who of people) {
    paintDot(ctx, atlas, who, 7, true);
    names.claim(nameBox(ctx, atlas, who), true);
  }
  for (const who of people) writeName(ctx, atlas, who);
}
