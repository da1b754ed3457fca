// Puts an atlas on a page, and brings it the files that the data name by their addresses.

import { Atlas } from "./atlas.js";

const MOST_FILES = 12;

const mounted = new WeakMap();
const files = new Map();

export async function show(parent, data, told) {
  const held = mounted.get(parent) ?? { atlas: new Atlas(parent), turn: 0 };
  mounted.set(parent, held);
  held.atlas.told = told;
  const turn = ++held.turn;
  const [sheet, tones, shown] = await Promise.all([data.sheet, data.tones, data.shown].map(fetched));
  if (turn !== held.turn) return; // something newer came meanwhile
  if (held.sheet !== data.sheet) held.atlas.load(sheet);
  held.sheet = data.sheet;
  held.atlas.update({ ...data, tones: new Int8Array(tones), shown: shown && new Uint8Array(shown) });
}

export function dismiss(parent) {
  mounted.get(parent)?.atlas.destroy();
  mounted.delete(parent);
}

async function fetched(address) {
  if (!address) return null;
  if (!files.has(address)) files.set(address, load(address));
  if (files.size > MOST_FILES) files.delete(files.keys().next().value);
  return files.get(address);
}

async function load(address) {
  const answer = await fetch(new URL(address, document.baseURI).href);
  if (!answer.ok) {
    files.delete(address);
    throw new Error(`${answer.status}, reload the page`);
  }
  return answer.arrayBuffer();
}
