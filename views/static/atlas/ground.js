// The picture that lies still: companies, ties, people and their names. It is painted in full when nothing moves; while
// it does, only its bitmap is moved (atlas.js).
//
// From afar a company is a bubble with the number of its people, and lines join companies whose people know each other;
// from near it is a ground on which its people stand, and every tie is drawn that ends in view; those that only cross the
// view are drawn while they are few.

import { cut, NAME_SIZE, NamePlaces, writeWithHalo } from "./names.js";
import { tieColor, toneColor } from "../graph/theme.js";

export const WORDS = ["weak", "familiar", "strong"];
export const INFERRED = 4;
const FULL_TURN = 2 * Math.PI;
const STROKE_BATCH = 2000; // lines in one path: longer ones take a browser quadratic time
const MOST_NAMES = 160;
const MOST_CANDIDATES = 6000;
const MOST_LINKS = 1500;
const MOST_CROSSING = 8000; // lines beyond which those that only cross the view are left out: a fog that takes seconds

export function paintGround(ctx, atlas) {
  const { theme, room } = atlas;
  ctx.fillStyle = theme.surface;
  ctx.fillRect(0, 0, room.width, room.height);
  const names = new NamePlaces();
  claimMarked(ctx, atlas, names);
  if (atlas.isNear()) {
    paintGrounds(ctx, atlas);
    paintTies(ctx, atlas);
    paintDots(ctx, atlas, () => true);
    writeCompanies(ctx, atlas, names);
  } else {
    paintLinks(ctx, atlas);
    paintDots(ctx, atlas, (who) => atlas.sheet.disc[who] < 0);
    paintBubbles(ctx, atlas, names);
    paintDots(ctx, atlas, (who) => atlas.isMarked(who));
  }
  writeNames(ctx, atlas, names);
}

// How many lines there are decides how faint they are.
export const faintness = (lines) => Math.min(0.55, Math.max(0.05, 6.5 / Math.sqrt(lines + 1)));

// Every line of `ties`, in the colour of its strength, dotted where nobody has seen the tie.
export function strokeTies(ctx, atlas, ties, { alpha, width }) {
  const { sheet, camera, theme } = atlas;
  for (const seen of [false, true]) {
    for (let word = 0; word < WORDS.length; word++) {
      ctx.strokeStyle = tieColor(theme, WORDS[word]);
      ctx.globalAlpha = Math.min(1, alpha * (1 + word * 0.35));
      ctx.lineWidth = width * (1 + word * 0.45);
      ctx.setLineDash(seen ? [] : [2, 4]);
      strokeAll(ctx, ties, (tie) => {
        if ((sheet.word[tie] & 3) !== word || !(sheet.word[tie] & INFERRED) !== seen) return false;
        const [from, to] = [sheet.low[tie], sheet.high[tie]];
        ctx.moveTo(camera.screenX(sheet.x[from]), camera.screenY(sheet.y[from]));
        ctx.lineTo(camera.screenX(sheet.x[to]), camera.screenY(sheet.y[to]));
        return true;
      });
    }
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function strokeAll(ctx, items, draw) {
  let drawn = 0;
  ctx.beginPath();
  for (const item of items) {
    if (!draw(item)) continue;
    drawn += 1;
    if (drawn % STROKE_BATCH) continue;
    ctx.stroke();
    ctx.beginPath();
  }
  ctx.stroke();
}

export function dotRadius(atlas, who) {
  return Math.max(atlas.sheet.size[who] * atlas.camera.scale, atlas.isMarked(who) ? 5.5 : 1.1);
}

export function dotColor(atlas, who) {
  if (atlas.isMarked(who)) return atlas.theme.primary;
  const tone = atlas.tones ? atlas.tones[who] : -1;
  return atlas.colour === "strength" && tone >= 0 ? tieColor(atlas.theme, WORDS[tone]) : toneColor(atlas.theme, tone);
}

// -- companies ----------------------------------------------------------------------------------------------------

function discsInView(atlas, least = 0) {
  const { sheet, camera, room } = atlas;
  const view = camera.view(room, 20);
  const found = [];
  for (let disc = 0; disc < sheet.discX.length; disc++) {
    const radius = sheet.discRadius[disc];
    if (!atlas.discCount[disc] || radius * camera.scale < least) continue;
    const across = sheet.discX[disc] + radius > view.left && sheet.discX[disc] - radius < view.right;
    if (across && sheet.discY[disc] + radius > view.top && sheet.discY[disc] - radius < view.bottom) found.push(disc);
  }
  return found.sort((one, other) => sheet.discRadius[other] - sheet.discRadius[one] || one - other);
}

const discOnScreen = ({ sheet, camera }, disc) => ({
  x: camera.screenX(sheet.discX[disc]),
  y: camera.screenY(sheet.discY[disc]),
  radius: sheet.discRadius[disc] * camera.scale,
});

const discTone = (atlas, disc) => (atlas.discTones ? atlas.discTones[disc] : -1);

function paintGrounds(ctx, atlas) {
  const { theme } = atlas;
  for (const disc of discsInView(atlas)) {
    const { x, y, radius } = discOnScreen(atlas, disc);
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, FULL_TURN);
    ctx.fillStyle = toneColor(theme, discTone(atlas, disc), theme.dark ? 0.13 : 0.09);
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = toneColor(theme, discTone(atlas, disc), 0.32);
    ctx.stroke();
  }
}

function writeCompanies(ctx, atlas, names) {
  const { room, sheet, theme } = atlas;
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  ctx.font = `640 13px ${theme.font}`;
  for (const disc of discsInView(atlas, atlas.sheet.discX.length > 60 ? 10 : 6)) {
    const { x: middle, y, radius } = discOnScreen(atlas, disc);
    const label = cut(ctx, sheet.companies[sheet.discCompany[disc]], Math.max(radius * 3.6, Math.min(176, room.width / 3)));
    const width = ctx.measureText(label).width;
    const x = Math.min(Math.max(middle, width / 2 + 6), room.width - width / 2 - 6); // not cut off at the edge
    const bottom = y - radius - 3;
    const box = { left: x - width / 2, right: x + width / 2, top: bottom - 15, bottom };
    if (label && names.claim(box)) writeWithHalo(ctx, theme, label, x, bottom);
  }
}

// Lines between companies, for the pairs with most ties that are shown.
function paintLinks(ctx, atlas) {
  const { sheet, camera, theme } = atlas;
  const most = atlas.links.length ? atlas.links[0].ties : 1;
  ctx.strokeStyle = theme.text;
  ctx.lineCap = "round";
  for (const { low, high, ties } of atlas.links.slice(0, MOST_LINKS)) {
    const share = Math.log1p(ties) / Math.log1p(most);
    ctx.globalAlpha = 0.03 + 0.2 * share ** 2;
    ctx.lineWidth = 0.6 + 5 * share ** 3;
    ctx.beginPath();
    ctx.moveTo(camera.screenX(sheet.discX[low]), camera.screenY(sheet.discY[low]));
    ctx.lineTo(camera.screenX(sheet.discX[high]), camera.screenY(sheet.discY[high]));
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function paintBubbles(ctx, atlas, names) {
  const { theme } = atlas;
  const found = discsInView(atlas);
  for (const disc of found) {
    const { x, y, radius } = discOnScreen(atlas, disc);
    ctx.beginPath();
    ctx.arc(x, y, Math.max(radius, 1.5), 0, FULL_TURN);
    ctx.fillStyle = theme.surface;
    ctx.fill();
    ctx.fillStyle = toneColor(theme, discTone(atlas, disc), theme.dark ? 0.3 : 0.2);
    ctx.fill();
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = toneColor(theme, discTone(atlas, disc), 0.75);
    ctx.stroke();
  }
  ctx.textAlign = "center";
  for (const disc of found) writeBubble(ctx, atlas, names, disc);
}

// Name and number inside where they fit; else the number inside and, where there is room, the name below.
function writeBubble(ctx, atlas, names, disc) {
  const { sheet, theme } = atlas;
  const { x, y, radius } = discOnScreen(atlas, disc);
  if (radius < 9) return;
  const count = atlas.discCount[disc].toLocaleString("en");
  const name = sheet.companies[sheet.discCompany[disc]];
  ctx.textBaseline = "middle";
  ctx.fillStyle = theme.text;
  const large = fittingSize(ctx, theme, name, radius);
  if (large) {
    const width = ctx.measureText(name).width / 2;
    if (!names.claim({ left: x - width, right: x + width, top: y - large * 1.3, bottom: y + large * 1.2 })) return;
    ctx.fillText(name, x, y - large * 0.6);
    ctx.font = `500 ${large * 0.88}px ${theme.font}`;
    ctx.fillText(count, x, y + large * 0.6);
    return;
  }
  ctx.font = `620 ${Math.min(14, radius * 0.95)}px ${theme.font}`;
  const half = ctx.measureText(count).width / 2;
  if (half < radius && names.claim({ left: x - half, right: x + half, top: y - 7, bottom: y + 7 })) ctx.fillText(count, x, y);
  if (radius < 13) return;
  ctx.font = `560 11.5px ${theme.font}`;
  ctx.textBaseline = "top";
  const below = cut(ctx, name, Math.max(radius * 3, 110));
  const width = ctx.measureText(below).width / 2;
  const box = { left: x - width, right: x + width, top: y + radius + 2, bottom: y + radius + 16 };
  if (below && names.claim(box)) writeWithHalo(ctx, theme, below, x, box.top);
}

// The size in which a company's name fits into its bubble, 0 when that would be too small; sets the font.
function fittingSize(ctx, theme, name, radius) {
  for (let size = Math.min(22, Math.round(9 + radius / 9)); size >= 10.5; size--) {
    ctx.font = `640 ${size}px ${theme.font}`;
    if (ctx.measureText(name).width < radius * 1.75) return size;
  }
  return 0;
}

// -- people and ties ----------------------------------------------------------------------------------------------

function paintTies(ctx, atlas) {
  const { sheet, camera, room } = atlas;
  const view = camera.view(room, 10);
  const inView = [];
  for (let tie = 0; tie < sheet.low.length; tie++) {
    if (!atlas.isTieShown(tie)) continue;
    const [from, to] = [sheet.low[tie], sheet.high[tie]];
    const [left, right] = sheet.x[from] < sheet.x[to] ? [sheet.x[from], sheet.x[to]] : [sheet.x[to], sheet.x[from]];
    if (right < view.left || left > view.right) continue;
    const [top, bottom] = sheet.y[from] < sheet.y[to] ? [sheet.y[from], sheet.y[to]] : [sheet.y[to], sheet.y[from]];
    if (bottom >= view.top && top <= view.bottom) inView.push(tie);
  }
  const stands = (who) => sheet.x[who] >= view.left && sheet.x[who] <= view.right && sheet.y[who] >= view.top && sheet.y[who] <= view.bottom;
  const drawn = inView.length > MOST_CROSSING ? inView.filter((tie) => stands(sheet.low[tie]) || stands(sheet.high[tie])) : inView;
  strokeTies(ctx, atlas, drawn, { alpha: faintness(drawn.length), width: camera.scale > 0.8 ? 1.2 : 0.8 });
}

// Dots of one colour in one path; small ones as squares, which nobody can tell from discs.
function paintDots(ctx, atlas, isWanted) {
  const { camera, grid, room, sheet } = atlas;
  const byColor = new Map();
  grid.within(camera.view(room, 16), (who) => {
    if (!atlas.isShown(who) || !isWanted(who)) return;
    const color = dotColor(atlas, who);
    if (!byColor.has(color)) byColor.set(color, []);
    byColor.get(color).push(who);
  });
  ctx.strokeStyle = atlas.theme.surface;
  for (const [color, people] of byColor) {
    ctx.fillStyle = color;
    ctx.beginPath();
    for (const who of people) {
      const radius = dotRadius(atlas, who);
      const x = camera.screenX(sheet.x[who]);
      const y = camera.screenY(sheet.y[who]);
      if (radius < 1.7) {
        ctx.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      } else {
        ctx.moveTo(x + radius, y);
        ctx.arc(x, y, radius, 0, FULL_TURN);
      }
    }
    ctx.fill();
    if (camera.scale < 0.55) continue;
    ctx.lineWidth = 1.4;
    ctx.stroke();
  }
}

// Where a name stands, below its dot; sets the font that it is measured and written in.
export function nameBox(ctx, atlas, who) {
  const { camera, sheet, theme } = atlas;
  ctx.font = `${atlas.isMarked(who) ? 650 : 500} ${NAME_SIZE}px ${theme.font}`;
  const half = ctx.measureText(sheet.names[who]).width / 2;
  const x = camera.screenX(sheet.x[who]);
  const top = camera.screenY(sheet.y[who]) + dotRadius(atlas, who) + 3;
  return { left: x - half, right: x + half, top, bottom: top + NAME_SIZE * 1.2, x };
}

export function writeName(ctx, atlas, who, box = nameBox(ctx, atlas, who)) {
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  writeWithHalo(ctx, atlas.theme, atlas.sheet.names[who], box.x, box.top);
}

function claimMarked(ctx, atlas, names) {
  for (const who of atlas.marked) if (atlas.isShown(who)) names.claim(nameBox(ctx, atlas, who), true);
}

function writeNames(ctx, atlas, names) {
  const { camera, room, sheet } = atlas;
  const view = camera.view(room, 0);
  const near = atlas.isNear();
  let written = 0;
  let looked = 0;
  for (const who of atlas.marked) if (atlas.isShown(who)) writeName(ctx, atlas, who);
  for (const who of atlas.bySize) {
    if (written >= MOST_NAMES || looked > MOST_CANDIDATES) return;
    if (!near || dotRadius(atlas, who) < 3.4) return; // all that follow are smaller
    if (sheet.x[who] < view.left || sheet.x[who] > view.right || sheet.y[who] < view.top || sheet.y[who] > view.bottom) continue;
    if (!atlas.isShown(who) || atlas.isMarked(who)) continue;
    looked += 1;
    const box = nameBox(ctx, atlas, who);
    if (!names.claim(box)) continue;
    writeName(ctx, atlas, who, box);
    written += 1;
  }
}
