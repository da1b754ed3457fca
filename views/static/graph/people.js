// The people of a drawing as real buttons, for the keyboard and for screen readers, which see nothing in a canvas.
// The list is out of sight until one of its buttons has the focus.

export function listPeople(list, nodes, pick) {
  const items = nodes.map((node) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = node.line ? `${node.label}, ${node.line}` : node.label;
    button.addEventListener("click", () => pick(node.id));
    item.append(button);
    return item;
  });
  list.replaceChildren(...items);
}
