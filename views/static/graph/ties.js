// Ties between cards, drawn as lines that bend in the gap beside the giver and then run level to the receiver, so that
// a long one passes between the rows of cards and not behind them. The chosen path's ties carry their strength in words.

import { cardWidth } from "./cards.js";
import { tieColor } from "./theme.js";

const BEND = 96; // how far a line takes to change rows
const LEAST_LEVEL = 64; // room that a word needs

export function drawTies(ctx, canvas) {
  const ties = canvas.ties.filter((tie) => canvas.isShown(tie.from) && canvas.isShown(tie.to));
  const faintFirst = [...ties].sort((one, other) => Number(other.dim) - Number(one.dim));
  for (const tie of faintFirst) drawTie(ctx, canvas, tie);
}

export function drawTieWords(ctx, canvas) {
  for (const tie of canvas.ties) {
    if (!tie.dim && canvas.isShown(tie.from) && canvas.isShown(tie.to)) drawWord(ctx, canvas, tie);
  }
}

function drawTie(ctx, canvas, tie) {
  const { start, end } = ends(canvas, tie);
  ctx.save();
  ctx.beginPath();
  ctx.moveTo(start.x, start.y);
  if (canvas.upright) ctx.lineTo(end.x, end.y);
  else bendThenRun(ctx, start, end);
  ctx.strokeStyle = tieColor(canvas.theme, tie.word);
  ctx.globalAlpha = tie.dim ? 0.4 : 1;
  ctx.lineWidth = tie.dim ? 2 : { strong: 4.5, familiar: 3.5 }[tie.word] ?? 2.5;
  ctx.lineCap = "round";
  ctx.setLineDash(tie.observed ? [] : [2, 7]);
  ctx.stroke();
  ctx.restore();
}

function bendThenRun(ctx, start, end) {
  if (end.x <= start.x) return ctx.bezierCurveTo(start.x + BEND, start.y, end.x + BEND, end.y, end.x, end.y);
  const bend = Math.min(BEND, end.x - start.x);
  const turn = start.x + bend;
  ctx.bezierCurveTo(start.x + bend * 0.55, start.y, turn - bend * 0.55, end.y, turn, end.y);
  ctx.lineTo(end.x, end.y);
}

// On the level stretch where there is one long enough, else in the middle of the bend.
function wordPlace(canvas, { start, end }) {
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  const level = { x: (start.x + BEND + end.x) / 2, y: end.y };
  return canvas.upright || end.x - start.x < BEND + LEAST_LEVEL ? middle : level;
}

function drawWord(ctx, canvas, tie) {
  const level = wordPlace(canvas, ends(canvas, tie));
  ctx.save();
  ctx.font = `600 11px ${canvas.theme.font}`;
  const width = ctx.measureText(tie.word).width + 16;
  ctx.beginPath();
  ctx.roundRect(level.x - width / 2, level.y - 10, width, 20, 10);
  ctx.fillStyle = canvas.theme.background;
  ctx.fill();
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = tieColor(canvas.theme, tie.word);
  ctx.stroke();
  ctx.fillStyle = canvas.theme.text;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(tie.word, level.x, level.y + 0.5);
  ctx.restore();
}

// Where a tie leaves the giver's card and meets the receiver's: between the columns, or, should the receiver not stand
// farther on, around the right-hand side.
function ends(canvas, tie) {
  const from = canvas.place(tie.from);
  const to = canvas.place(tie.to);
  if (canvas.upright) return { start: { x: from.x, y: from.y + 28 }, end: { x: to.x, y: to.y - 28 } };
  const half = cardWidth(canvas.node(tie.to)) / 2;
  const start = { x: from.x + cardWidth(canvas.node(tie.from)) / 2, y: from.y };
  return { start, end: { x: to.x > from.x ? to.x - half : to.x + half, y: to.y } };
}
