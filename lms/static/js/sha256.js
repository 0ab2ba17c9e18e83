// A worker that hashes a file of any size in pieces: the browser's own crypto wants the whole file in memory.

const PIECE = 4 * 1024 * 1024;
const K = new Int32Array(64);
const START = new Int32Array(8);

function root(prime, power) {
  const value = prime ** power;
  return ((value - Math.floor(value)) * 2 ** 32) | 0;
}

for (let candidate = 2, found = 0; found < 64; candidate += 1) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) prime = prime && candidate % divisor !== 0;
  if (!prime) continue;
  if (found < 8) START[found] = root(candidate, 1 / 2);
  K[found] = root(candidate, 1 / 3);
  found += 1;
}

const w = new Int32Array(64);

function block(h, view, at) {
  for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + 4 * i);
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, last] = h;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (last + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    last = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  h[0] += a;
  h[1] += b;
  h[2] += c;
  h[3] += d;
  h[4] += e;
  h[5] += f;
  h[6] += g;
  h[7] += last;
}

function blocks(h, buffer) {
  const view = new DataView(buffer);
  for (let at = 0; at < view.byteLength; at += 64) block(h, view, at);
}

// What is left after whole blocks, a one bit, zeros, the length in bits.
function ending(rest, size) {
  const padded = new Uint8Array(rest.byteLength < 56 ? 64 : 128);
  padded.set(new Uint8Array(rest));
  padded[rest.byteLength] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(size) * 8n);
  return padded.buffer;
}

async function sha256(file) {
  const h = Int32Array.from(START);
  const whole = file.size - (file.size % 64);
  for (let at = 0; at < whole; at += PIECE) {
    blocks(h, await file.slice(at, Math.min(whole, at + PIECE)).arrayBuffer());
  }
  blocks(h, ending(await file.slice(whole).arrayBuffer(), file.size));
  return [...h].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(await sha256(data));
  } catch {
    self.postMessage(""); // the file changed or went away: sending it fails by itself
  }
};
