// The zones where a file is dropped. A browser says "No file chosen" in its own language: here the page says it in the
// page's. The browser's own field stays on top, unseen, and keeps the click, the keyboard and the drop.
// Without this script, that field is shown as the browser draws it.
"use strict";

for (const zone of document.querySelectorAll(".drop:not(.ready)")) {
  const field = zone.querySelector("input");
  const name = zone.querySelector(".drop-name");
  const told = () => {
    const names = Array.from(field.files, (file) => file.name).join(", ");
    name.textContent = names ? `${name.dataset.chosen} ${names}` : name.dataset.none;
    zone.classList.toggle("chosen", Boolean(names));
  };
  zone.querySelector(".drop-words").hidden = false;
  zone.classList.add("ready");
  for (const word of ["change", "cancel"]) field.addEventListener(word, told);
  window.addEventListener("pageshow", told); // a browser that comes back to a page keeps the file chosen
  told();
}
