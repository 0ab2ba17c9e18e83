// How fast an upload is, how long it still takes, and how large its next piece should be.

const SMALLEST = 256 * 1024;
const LARGEST = 16 * 1024 * 1024; // a request costs the server as much as receiving 8 MiB
const SECONDS = 4; // a piece holds one of the server's few threads for as long as it takes
const WINDOW = 15000;

export class Pace {
  constructor() {
    this.marks = [];
    this.piece = SMALLEST;
    this.begin();
  }

  // After a pause nothing before it says how fast the line is now.
  begin() {
    this.marks = [];
    this.sentAt = performance.now();
  }

  mark(bytes) {
    const now = performance.now();
    this.marks.push([now, bytes]);
    while (this.marks.length > 2 && now - this.marks[0][0] > WINDOW) this.marks.shift();
  }

  // The next piece, after one of `size` bytes has arrived.
  arrived(size) {
    const now = performance.now();
    const fitting = (size / Math.max(1, now - this.sentAt)) * 1000 * SECONDS;
    this.sentAt = now;
    this.piece = Math.round(Math.min(LARGEST, 2 * this.piece, Math.max(SMALLEST, fitting)));
    return this.piece;
  }

  get speed() {
    if (this.marks.length < 2) return 0;
    const [[from, before], [to, after]] = [this.marks[0], this.marks[this.marks.length - 1]];
    return to > from ? Math.max(0, ((after - before) / (to - from)) * 1000) : 0;
  }
}
