// Sends one film by tus: goes on after a lost line or a restarted server, pauses, stops, and asks for its video.

import { Pace } from "./upload-pace.js";
import { Row } from "./upload-row.js";

const DELAYS = [0, 1000, 2000, 4000, 8000, 15000, 30000, 60000];
const LONGEST = DELAYS[DELAYS.length - 1];

export function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}

export function headers() {
  return { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest" };
}

function hash(file, script) {
  return new Promise((done) => {
    const worker = new Worker(script);
    const end = (digest) => {
      worker.terminate();
      done(digest);
    };
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end(""); // the server hashes anyway, this is only the second opinion
    worker.postMessage(file);
  });
}

// Worth trying again by itself: no answer, a server that starts or is busy, a piece that still hangs on a dead line.
function passes(status) {
  return status === 0 || status === 409 || status === 423 || (status >= 500 && status !== 507);
}

function sentenceOf(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).error ?? "";
  } catch {
    return "";
  }
}

export class Film {
  constructor(box, file, address, ended) {
    Object.assign(this, { box, file, address, ended, pace: new Pace(), running: false });
    this.row = new Row(box, file.name, file.size);
    this.row.say("waiting", ["cancel"]);
    this.row.on("pause", () => this.pause());
    this.row.on("resume", () => this.ended("wanted", this));
    this.row.on("cancel", () => this.cancel());
    addEventListener("online", () => this.waiting && this.start());
  }

  start() {
    this.digest ??= hash(this.file, this.box.dataset.hasher);
    this.tus ??= this._client();
    this.running = true;
    clearTimeout(this.waiting);
    this.waiting = 0;
    this.pace.begin();
    this.row.say("sending", ["pause", "cancel"]);
    this.tus.start();
  }

  async pause() {
    this._rest("paused", ["resume", "cancel"]);
    await this.tus.abort();
  }

  async cancel() {
    if (this.tus?.url && !confirm(this.box.dataset.sayCancel)) return;
    clearTimeout(this.waiting);
    this.waiting = 0;
    await this.tus?.abort();
    const address = this.tus?.url ?? this.address;
    if (address) {
      const options = { method: "DELETE", headers: { ...headers(), "Tus-Resumable": "1.0.0" } };
      await fetch(address, options).catch(() => {}); // else it expires by itself
    }
    this.running = false;
    this.row.remove();
    this.ended("cancelled", this);
  }

  _client() {
    const { dataset } = this.box;
    const collection = this.box.querySelector("[data-upload-collection]")?.value ?? "";
    const upload = new window.tus.Upload(this.file, {
      endpoint: dataset.uploads,
      uploadUrl: this.address || null,
      chunkSize: this.pace.piece,
      retryDelays: DELAYS,
      storeFingerprintForResuming: false, // the server knows what is unfinished; shared machines keep nothing
      metadata: {
        filename: this.file.name,
        filetype: this.file.type,
        modified: String(this.file.lastModified),
        collection,
      },
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(headers())) request.setHeader(name, value);
      },
      onUploadUrlAvailable: () => {
        upload.options.endpoint = null; // or a server that is starting would be given the film anew, from nought
      },
      onProgress: (sent) => {
        this.pace.mark(sent);
        this.row.say("sending", ["pause", "cancel"]);
        this.row.progress(sent, this.pace.speed);
      },
      onChunkComplete: (size) => {
        upload.options.chunkSize = this.pace.arrived(size);
      },
      onShouldRetry: (error) => {
        const again = passes(error.originalResponse?.getStatus() ?? 0) && navigator.onLine;
        if (again) this.row.say("offline", ["pause", "cancel"]);
        return again;
      },
      onError: (error) => this._failed(error),
      onSuccess: () => this._finish(),
    });
    if (this.address) upload.options.endpoint = null;
    return upload;
  }

  _failed(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (passes(status)) {
      this._later(() => this.start());
    } else if (status === 403 && !sentenceOf(error)) {
      this._rest("signedOut", ["resume", "cancel"]);
    } else {
      this._rest("failed", status === 507 || status === 429 ? ["resume", "cancel"] : ["cancel"], sentenceOf(error));
    }
  }

  // Tried again after a minute, or as soon as the browser says that the line is back.
  _later(what) {
    this.row.say("offline", ["pause", "cancel"]);
    this.waiting = setTimeout(what, LONGEST);
  }

  _rest(state, acts, sentence = "") {
    this.running = false;
    clearTimeout(this.waiting);
    this.waiting = 0;
    this.row.say(state, acts, sentence);
    this.ended("resting", this);
  }

  async _finish() {
    this.row.progress(this.file.size, 0);
    this.row.say("checking", []);
    const body = new FormData();
    body.set("sha256", await this.digest);
    try {
      const answer = await fetch(`${this.tus.url}xong/`, { method: "POST", headers: headers(), body });
      if (passes(answer.status)) throw new Error(String(answer.status));
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) return this._rest("failed", ["cancel"], told.error);
      this.running = false;
      this.row.done(told);
      this.ended("done", this, told);
    } catch {
      this.row.say("offline", []);
      setTimeout(() => this._finish(), 3000);
    }
  }
}
