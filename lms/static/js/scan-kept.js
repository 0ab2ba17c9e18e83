// Scans that the server has not confirmed, in this browser's storage under the name of the class and the account, so
// that a closed page or a dead line loses none and nobody else's page sends them.

export class Kept {
  constructor(owner) {
    this.prefix = `quet/${owner}/`;
    this.scans = new Map();
    this.full = false;
    this.#collect();
  }

  put(scan) {
    this.scans.set(scan.uuid, scan);
    try {
      localStorage.setItem(this.prefix + scan.uuid, JSON.stringify(scan));
    } catch {
      this.full = true; // the open page still holds it
    }
  }

  drop(uuid) {
    this.scans.delete(uuid);
    try {
      localStorage.removeItem(this.prefix + uuid);
    } catch {
      // storage forbidden: nothing was put there either
    }
  }

  first(most) {
    return [...this.scans.values()].sort((one, other) => one.at - other.at).slice(0, most);
  }

  #collect() {
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(this.prefix))) this.#adopt(key);
    } catch {
      // storage forbidden
    }
  }

  #adopt(key) {
    try {
      const scan = JSON.parse(localStorage.getItem(key));
      if (!scan.uuid || !scan.code) throw new TypeError("no scan");
      this.scans.set(scan.uuid, scan);
    } catch {
      localStorage.removeItem(key); // nothing that anybody could send
    }
  }
}
