// The page's colours, read afresh before every drawing so that switching between light and dark repaints the canvas.

const FALLBACKS = {
  "text-color": "#12141f",
  "background-color": "#ffffff",
  "secondary-background-color": "#f5f6fa",
  "border-color": "#e3e5ee",
  "primary-color": "#4338ca",
  "green-color": "#0b8a5f",
  "orange-color": "#c76a05",
  "gray-color": "#868ca3",
  "blue-color": "#2f62e0",
  "violet-color": "#8b46d8",
  font: "Inter, system-ui, sans-serif",
};

// Hues of the companies with most people, far apart from one another; the rest is grey.
const HUES = [222, 168, 32, 286, 340, 96, 196, 12, 256, 60];

export function readTheme(element) {
  const style = getComputedStyle(element);
  const value = (name) => style.getPropertyValue(`--st-${name}`).trim() || FALLBACKS[name];
  const background = value("background-color");
  return {
    text: value("text-color"),
    background,
    surface: value("secondary-background-color"),
    border: value("border-color"),
    primary: value("primary-color"),
    blue: value("blue-color"),
    violet: value("violet-color"),
    strong: value("green-color"),
    familiar: value("orange-color"),
    weak: value("gray-color"),
    font: value("font"),
    dark: isDark(background),
  };
}

// The colour of a strength; the words and their limits come from Python with the data.
export function tieColor(theme, word) {
  return theme[word] ?? theme.weak;
}

export function toneColor(theme, tone, alpha = 1) {
  if (tone < 0) return theme.dark ? `hsl(225 10% 58% / ${alpha})` : `hsl(225 10% 58% / ${alpha})`;
  const hue = HUES[tone % HUES.length];
  return theme.dark ? `hsl(${hue} 62% 66% / ${alpha})` : `hsl(${hue} 58% 47% / ${alpha})`;
}

// Text on a coloured ground: dark in the dark theme, where the grounds are pale, white in the light one.
export function onColor(theme) {
  return theme.dark ? "#0e1016" : "#ffffff";
}

function isDark(color) {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return red * 0.3 + green * 0.6 + blue * 0.1 < 128;
}
