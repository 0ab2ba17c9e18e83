// One film in the list of uploads: what the trainer sees of it. All words come from the page.

const numbers = new Intl.NumberFormat(document.documentElement.lang || "vi", { maximumFractionDigits: 1 });

export function megabytes(bytes) {
  return bytes >= 1e9 ? `${numbers.format(bytes / 1e9)}\u00a0GB` : `${numbers.format(bytes / 1e6)}\u00a0MB`;
}

export class Row {
  constructor(box, name, size) {
    this.words = box.dataset;
    this.node = box.querySelector("template[data-upload-row]").content.firstElementChild.cloneNode(true);
    this.bar = this.node.querySelector("progress");
    this.size = size;
    this._set("name", name);
    this._set("figures", megabytes(size));
    this.bar.setAttribute("aria-label", name);
    box.querySelector("[data-upload-list]").append(this.node);
  }

  on(act, what) {
    this._button(act).addEventListener("click", what);
  }

  // `state` names the words and the look; `acts` the buttons that make sense in it.
  say(state, acts, sentence = "") {
    if (this.node.dataset.state === state && !sentence) return;
    this.node.dataset.state = state;
    this._set("said", sentence || this.words[`say${state[0].toUpperCase()}${state.slice(1)}`] || "");
    for (const act of ["pause", "resume", "cancel"]) this._button(act).hidden = !acts.includes(act);
  }

  progress(sent, speed) {
    this.bar.value = this.size ? sent / this.size : 0;
    const parts = [`${Math.floor(100 * this.bar.value)}\u00a0%`, `${megabytes(sent)} / ${megabytes(this.size)}`];
    if (speed) {
      parts.push(this.words.saySpeed.replace("{speed}", megabytes(speed)), this._left((this.size - sent) / speed));
    }
    this._set("figures", parts.join(" · "));
  }

  // The video is there: a link to it, and its conversion as every list shows it.
  done(video) {
    this.bar.value = 1;
    const link = Object.assign(document.createElement("a"), { href: video.edit, textContent: video.title });
    this.node.querySelector("[data-name]").replaceChildren(link);
    this._set("figures", megabytes(this.size));
    this.say("done", [], video.known ? this.words.sayKnown : this.words.sayDone);
    const state = Object.assign(document.createElement("div"), { className: "studio-video" });
    state.dataset.videoState = video.state;
    this.node.append(state);
  }

  remove() {
    this.node.remove();
  }

  _left(seconds) {
    if (seconds < 60) return this.words.saySeconds.replace("{n}", Math.max(1, Math.round(seconds)));
    if (seconds < 5400) return this.words.sayMinutes.replace("{n}", Math.round(seconds / 60));
    return this.words.sayHours.replace("{n}", numbers.format(seconds / 3600));
  }

  _set(part, text) {
    this.node.querySelector(`[data-${part}]`).textContent = text;
  }

  _button(act) {
    return this.node.querySelector(`[data-act=${act}]`);
  }
}
