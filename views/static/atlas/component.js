// What Streamlit calls: it hands the element and the data on to the atlas, which lives in modules of its own.
//
// Streamlit runs this text from a blob: address, where relative imports lead nowhere; so the modules are loaded by
// their full address. The function is called again with the same element when the data change; what it returns is
// called once, when the picture leaves the page.

const atlas = import(new URL("/assets/atlas/mount.js", document.baseURI).href);

export default function ({ data, parentElement, setTriggerValue }) {
  const told = (what) => setTriggerValue("picked", { ...what, sheet: data.sheet, at: Date.now() });
  atlas
    .then((module) => module.show(parentElement, data, told))
    .catch((error) => {
      parentElement.querySelector(".tip").hidden = false;
      parentElement.querySelector(".tip").textContent = `The picture cannot be drawn here (${error.message}).`;
    });
  return () => atlas.then((module) => module.dismiss(parentElement));
}
