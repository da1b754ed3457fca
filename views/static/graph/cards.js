// A person as a card: a disc with initials, the name, and a line below it. Used where there are few people (paths).

import { onColor } from "./theme.js";

export const CARD_HEIGHT = 56;
const RADIUS = 13;
const DISC = 17;

const ROLE_COLORS = { ego: "primary", contact: "violet", person: "blue" };

export const cardWidth = (node) => node.width ?? 212;

// The renderer vis-network calls for a node; `canvas` gives the theme and the node's own data at that moment.
export function cardRenderer(canvas) {
  return ({ ctx, id, x, y, state }) => {
    const node = canvas.node(id);
    const width = cardWidth(node);
    return {
      drawNode: () => drawCard(ctx, canvas.theme, node, { x, y, width, ...state }),
      nodeDimensions: { width, height: CARD_HEIGHT },
    };
  };
}

function drawCard(ctx, theme, node, { x, y, width, selected, hover }) {
  const left = x - width / 2;
  const top = y - CARD_HEIGHT / 2;
  const accent = theme[ROLE_COLORS[node.role] ?? "blue"];
  drawGround(ctx, theme, { left, top, width, raised: hover || selected || !node.dim });
  ctx.lineWidth = selected ? 2.5 : node.dim ? 1 : 1.6;
  ctx.strokeStyle = selected || !node.dim ? accent : theme.border;
  ctx.stroke();
  ctx.globalAlpha = node.dim && !hover ? 0.5 : 1;
  drawDisc(ctx, theme, accent, { x: left + 12 + DISC, y, text: node.initials });
  drawLines(ctx, theme, node, { x: left + 12 + 2 * DISC + 10, y, room: width - 2 * DISC - 34 });
  ctx.globalAlpha = 1;
}

function drawGround(ctx, theme, { left, top, width, raised }) {
  ctx.shadowColor = theme.dark ? "rgb(0 0 0 / .5)" : "rgb(20 24 60 / .13)";
  ctx.shadowBlur = raised ? 14 : 4;
  ctx.shadowOffsetY = raised ? 4 : 1;
  ctx.beginPath();
  ctx.roundRect(left, top, width, CARD_HEIGHT, RADIUS);
  ctx.fillStyle = theme.background;
  ctx.fill();
  ctx.shadowColor = "transparent";
}

function drawDisc(ctx, theme, color, { x, y, text }) {
  ctx.beginPath();
  ctx.arc(x, y, DISC, 0, 2 * Math.PI);
  ctx.fillStyle = color;
  ctx.fill();
  ctx.fillStyle = onColor(theme);
  ctx.font = `650 12.5px ${theme.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
}

function drawLines(ctx, theme, node, { x, y, room }) {
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = theme.text;
  ctx.font = `620 13.5px ${theme.font}`;
  ctx.fillText(shortened(ctx, node.label, room), x, node.line ? y - 8.5 : y);
  if (!node.line) return;
  ctx.font = `430 12px ${theme.font}`;
  ctx.globalAlpha *= 0.72;
  ctx.fillText(shortened(ctx, node.line, room), x, y + 9.5);
}

// The text, cut to the room there is by halving, with an ellipsis.
export function shortened(ctx, text, room) {
  if (ctx.measureText(text).width <= room) return text;
  const signs = Array.from(text);
  let fits = 0;
  let tooLong = signs.length;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (ctx.measureText(signs.slice(0, middle).join("") + "…").width <= room) fits = middle;
    else tooLong = middle;
  }
  return signs.slice(0, fits).join("").trimEnd() + "…";
}
