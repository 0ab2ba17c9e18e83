// Scans that the server has not taken, in this browser's storage under the names of class and account, so that a closed
// page or a dead line loses none and nobody else's page sends them. A refused one stays with its sentence until read.

const ALL = "quet/";

export class Kept {
  constructor(owner) {
    [this.session, this.account] = owner.split("/");
    this.scans = new Map();
    this.others = 0; // of other accounts: counted, never read
    this.full = false;
    this.#collect();
  }

  put(scan) {
    const whole = { session: this.session, ...scan };
    this.scans.set(scan.uuid, whole);
    try {
      localStorage.setItem(this.#key(whole), JSON.stringify(whole));
    } catch {
      this.full = true; // the open page still holds it
    }
  }

  drop(uuid) {
    const scan = this.scans.get(uuid);
    this.scans.delete(uuid);
    try {
      if (scan) localStorage.removeItem(this.#key(scan));
    } catch {
      // storage forbidden: nothing was put there either
    }
  }

  refuse(uuid, text) {
    const scan = this.scans.get(uuid);
    if (scan) this.put({ ...scan, refused: text });
  }

  get waiting() {
    return [...this.scans.values()].filter((scan) => !scan.refused).sort((one, other) => one.at - other.at);
  }

  get refused() {
    return [...this.scans.values()].filter((scan) => scan.refused);
  }

  // The classes that something waits for, this one first.
  get sessions() {
    const found = new Set(this.waiting.map((scan) => scan.session));
    return [...found].sort((one, other) => (other === this.session) - (one === this.session));
  }

  #key(scan) {
    return `${ALL}${scan.session}/${this.account}/${scan.uuid}`;
  }

  #collect() {
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(ALL))) this.#adopt(key);
    } catch {
      // storage forbidden
    }
  }

  #adopt(key) {
    const [, session, account] = key.split("/");
    if (account !== this.account) return void (this.others += 1);
    try {
      const scan = JSON.parse(localStorage.getItem(key));
      if (!scan.uuid || !scan.code) throw new TypeError("no scan");
      this.scans.set(scan.uuid, { ...scan, session });
    } catch {
      localStorage.removeItem(key); // nothing that anybody could send
    }
  }
}
