// Where one looks from: a point of the picture and how large it is shown. Screens are measured in CSS pixels.

const CLOSEST = 6;
const GLIDE = 260; // milliseconds

export class Camera {
  constructor(moved) {
    this.moved = moved; // called after every change
    this.scale = 1;
    this.x = 0; // what stands at the left edge, in screen pixels
    this.y = 0;
    this.farthest = 0.001;
  }

  screenX(x) {
    return x * this.scale + this.x;
  }

  screenY(y) {
    return y * this.scale + this.y;
  }

  worldX(x) {
    return (x - this.x) / this.scale;
  }

  worldY(y) {
    return (y - this.y) / this.scale;
  }

  // The part of the picture that a screen of this size shows, and a margin of screen pixels around it.
  view({ width, height }, margin = 0) {
    return {
      left: this.worldX(-margin),
      right: this.worldX(width + margin),
      top: this.worldY(-margin),
      bottom: this.worldY(height + margin),
    };
  }

  // How to look at a box so that it fills the screen.
  fitting(box, { width, height }, closest = 1.4) {
    const wide = Math.max(box.right - box.left, 1);
    const tall = Math.max(box.bottom - box.top, 1);
    const margin = Math.min(36, width / 12);
    const scale = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / tall, closest);
    return this.centred((box.left + box.right) / 2, (box.top + box.bottom) / 2, scale, { width, height });
  }

  centred(x, y, scale, { width, height }) {
    return { scale, x: width / 2 - x * scale, y: height / 2 - y * scale };
  }

  set({ scale, x, y }) {
    cancelAnimationFrame(this.gliding);
    Object.assign(this, { scale, x, y });
    this.moved();
  }

  pan(across, down) {
    this.set({ scale: this.scale, x: this.x + across, y: this.y + down });
  }

  zoom(factor, atX, atY) {
    const scale = Math.min(Math.max(this.scale * factor, this.farthest), CLOSEST);
    const by = scale / this.scale;
    this.set({ scale, x: atX - (atX - this.x) * by, y: atY - (atY - this.y) * by });
  }

  glide(target) {
    cancelAnimationFrame(this.gliding);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.set(target);
    const from = { scale: this.scale, x: this.x, y: this.y };
    const start = performance.now();
    const step = (now) => {
      const done = Math.min((now - start) / GLIDE, 1);
      const eased = done < 1 ? 1 - (1 - done) ** 3 : 1;
      for (const key of ["scale", "x", "y"]) this[key] = from[key] + (target[key] - from[key]) * eased;
      this.moved();
      if (done < 1) this.gliding = requestAnimationFrame(step);
    };
    this.gliding = requestAnimationFrame(step);
  }
}
