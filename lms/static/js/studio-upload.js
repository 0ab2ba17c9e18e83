// The drop zone of the studio: takes films, sends two at a time, goes on with what was left unfinished.
// Without this script the form below it works, for smaller files.

import { Film, headers } from "./upload-film.js";
import { megabytes } from "./upload-row.js";

const AT_ONCE = 2;

class Uploads {
  constructor(box) {
    this.box = box;
    this.films = [];
    this.input = box.querySelector("input[type=file]");
    this.input.addEventListener("change", () => {
      this.take(this.input.files);
      this.input.value = "";
    });
    this._dropZone(box.querySelector("[data-drop]"));
    for (const row of box.querySelectorAll("[data-unfinished]")) this._unfinished(row);
    addEventListener("beforeunload", (event) => this.films.some((film) => film.running) && event.preventDefault());
    box.hidden = false;
  }

  take(files) {
    for (const file of this.input.multiple ? files : [...files].slice(0, 1)) this._add(file);
    this._next();
  }

  _add(file) {
    const known = this._known(file);
    const film = new Film(this.box, file, known?.dataset.unfinished ?? "", (...news) => this._news(...news));
    known?.remove();
    this._heading();
    if (file.size > Number(this.box.dataset.maxBytes)) film.row.say("failed", ["cancel"], this.box.dataset.tooLarge);
    else if (!file.size) film.row.say("failed", ["cancel"], this.box.dataset.sayEmpty);
    else this.films.push(Object.assign(film, { wanted: true }));
  }

  // The same name, size and time of change: the film that was broken off.
  _known(file) {
    return [...this.box.querySelectorAll("[data-unfinished]")].find(
      ({ dataset }) =>
        dataset.going === "" &&
        dataset.name.normalize("NFC") === file.name.normalize("NFC") &&
        Number(dataset.size) === file.size &&
        [0, file.lastModified].includes(Number(dataset.modified)),
    );
  }

  _news(what, film, video) {
    if (what === "cancelled") this.films = this.films.filter((one) => one !== film);
    if (what === "wanted") {
      film.wanted = true;
      film.row.say("waiting", ["cancel"]);
    }
    if (what === "done") this._choose(video);
    this._next();
  }

  _next() {
    let free = AT_ONCE - this.films.filter((film) => film.running).length;
    for (const film of this.films) {
      if (free <= 0 || !film.wanted) continue;
      film.wanted = false;
      free -= 1;
      film.start();
    }
  }

  // In a chooser: the same link that a row of the list has.
  _choose(video) {
    const link = this.box.querySelector("a.media-choice");
    if (!link) return;
    link.href = video.chosen;
    link.click();
  }

  _dropZone(zone) {
    for (const name of ["dragenter", "dragover"]) {
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.add("over");
      });
    }
    for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      this.take(event.dataTransfer.files);
    });
  }

  _unfinished(row) {
    row.querySelector("[data-act=choose]")?.addEventListener("click", () => this.input.click());
    row.querySelector("[data-act=forget]").addEventListener("click", async () => {
      if (row.dataset.going === "" && !confirm(this.box.dataset.sayCancel)) return;
      const options = { method: "DELETE", headers: { ...headers(), "Tus-Resumable": "1.0.0" } };
      if ((await fetch(row.dataset.unfinished, options)).ok) row.remove();
      this._heading();
    });
    row.querySelector("[data-shown]").textContent = megabytes(Number(row.dataset.size));
  }

  _heading() {
    const part = this.box.querySelector("[data-unfinished-part]");
    if (part) part.hidden = !part.querySelector("[data-unfinished]");
  }
}

async function start() {
  for (const box of document.querySelectorAll("[data-uploads]:not([data-ready])")) {
    box.dataset.ready = "";
    if (!window.tus) await import(box.dataset.tus);
    new Uploads(box);
    document.querySelector("details[data-plain-upload]:not([data-errors])")?.removeAttribute("open");
  }
}

start();
// Choosers open in dialogs.
new MutationObserver(start).observe(document.body, { childList: true, subtree: true });
