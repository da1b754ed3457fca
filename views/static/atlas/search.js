// Finding somebody by name within the picture: a text field with a list of matches, for mouse and keyboard
// (the "combobox" of the ARIA Authoring Practices). All text goes to `textContent`.

const MOST_MATCHES = 8;

export class Search {
  constructor(parent, choose) {
    this.input = parent.querySelector(".find input");
    this.list = parent.querySelector(".find ul");
    this.choose = choose;
    this.active = -1;
    this.matches = [];
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  // `entries` have a text to be found by, a line below it, and are given most important first.
  offer(entries) {
    this.entries = entries;
    this.folded = null;
    this.close();
  }

  look() {
    const words = fold(this.input.value).split(" ").filter(Boolean);
    this.folded ??= this.entries().map((entry) => ({ entry, text: ` ${fold(entry.text)}` }));
    this.matches = [];
    for (const { entry, text } of words.length ? this.folded : []) {
      if (!words.every((word) => text.includes(` ${word}`))) continue;
      this.matches.push(entry);
      if (this.matches.length === MOST_MATCHES) break;
    }
    this.active = this.matches.length ? 0 : -1;
    this.show(words.length > 0);
  }

  show(isOpen) {
    const items = this.matches.map((match, at) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${at}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(at === this.active));
      const name = document.createElement("b");
      name.textContent = match.text;
      const line = document.createElement("span");
      line.textContent = match.line();
      item.append(name, line);
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => this.take(match));
      return item;
    });
    if (isOpen && !items.length) {
      const none = document.createElement("li");
      none.textContent = "Nobody in this picture is called that.";
      none.className = "none";
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      items.push(none);
    }
    this.list.replaceChildren(...items);
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.matches.length) {
      this.active = (this.active + step + this.matches.length) % this.matches.length;
      this.show(true);
      event.preventDefault();
    } else if (event.key === "Enter" && this.active >= 0) {
      this.take(this.matches[this.active]);
      event.preventDefault();
    } else if (event.key === "Escape") {
      this.input.value = "";
      this.close();
    }
    event.stopPropagation(); // shortcuts of the page are not meant here
  }

  take(match) {
    this.input.value = match.text;
    this.close();
    this.choose(match);
  }

  close() {
    this.matches = [];
    this.active = -1;
    this.show(false);
  }
}

// Lower case without accents, words apart by one blank.
export function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
