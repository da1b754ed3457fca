// What Streamlit calls: it hands the element and the data on to the canvas, which lives in modules of its own.
//
// Streamlit runs this text from a blob: address, where relative imports lead nowhere; so the modules are loaded by
// their full address. The function is called again with the same element when the data change; what it returns is
// called once, when the graph leaves the page.

const canvas = import(new URL("/assets/graph/canvas.js", document.baseURI).href);

export default function ({ data, parentElement, setTriggerValue }) {
  const pick = (id) => setTriggerValue("picked", { id, at: Date.now() });
  canvas
    .then((module) => module.show(parentElement, data, pick))
    .catch((error) => {
      parentElement.querySelector(".graph").textContent = `The graph cannot be drawn here (${error.message}).`;
    });
  return () => canvas.then((module) => module.dismiss(parentElement));
}
