// Reports of watched seconds that the server has not confirmed: in this browser's storage, under a name of their
// person, so that they survive a closed page and are never sent for somebody else. localStorage, because only it can
// be written while a page is being closed.

const ALIVE = 20000; // milliseconds: an open part that was touched since then belongs to a page that still plays

// The token against forged requests: a page kept for hours may hold that of an earlier sign-in; the cookie is today's.
const COOKIE = /(?:^|; )csrftoken=([^;]+)/;
export const token = (place = document) =>
  COOKIE.exec(document.cookie)?.[1] ?? place.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

export const uuid4 = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // http, or a browser of before 2022
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

export class Queue {
  // `reports` holds what is sealed (has its uuid for good); `full` says that the storage would not take it.
  constructor(owner) {
    this.prefix = `da-xem/${owner}/`;
    this.open = `${this.prefix}${uuid4()}`; // two tabs keep apart
    this.reports = new Map();
    this.full = false;
  }

  // What earlier visits and closed tabs left behind.
  collect() {
    for (const key of this.#keys()) {
      try {
        this.#adopt(key, JSON.parse(localStorage.getItem(key)));
      } catch {
        localStorage.removeItem(key); // nothing that anybody could send
      }
    }
  }

  seal(report) {
    const sealed = { ...report, uuid: report.uuid ?? uuid4() };
    this.reports.set(sealed.uuid, sealed);
    this.#put(this.prefix + sealed.uuid, sealed);
    return sealed;
  }

  // The part that still grows; without spans there is none.
  grow(report) {
    if (report.spans.length) this.#put(this.open, { ...report, touched: Date.now() });
    else this.#remove(this.open);
  }

  drop(uuid) {
    this.reports.delete(uuid);
    this.#remove(this.prefix + uuid);
  }

  // It was sent and not counted, or nobody knows: the server weighs it against all the time since the first view.
  keep(uuid) {
    const report = this.reports.get(uuid);
    if (report && !report.kept) this.seal({ ...report, kept: true });
  }

  of(url) {
    return [...this.reports.values()].filter((report) => report.url === url);
  }

  urls() {
    return [...new Set([...this.reports.values()].map((report) => report.url))];
  }

  #keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(this.prefix) && key !== this.open);
    } catch {
      return []; // storage forbidden
    }
  }

  #adopt(key, { touched = 0, ...report }) {
    if (!report.uuid && Math.abs(Date.now() - touched) < ALIVE) return;
    if (!report.url || !Array.isArray(report.spans)) throw new TypeError("no report");
    this.seal({ ...report, kept: true });
    if (!report.uuid) localStorage.removeItem(key);
  }

  #put(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      this.full = false;
    } catch {
      this.full = true; // the page still holds it
    }
  }

  #remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // storage forbidden: then nothing was put there either
    }
  }
}
