// The trainer's phone at the door: a badge seen by the camera or a code typed in becomes a scan with its own uuid,
// kept here until the server has answered for it. Moments are the server's: its clock less this phone's, as told when
// the page was opened and with each answer; what the phone's own clock says goes along as a note.

import { uuid4 } from "./queue.js";
import { Kept } from "./scan-kept.js";

const MOST = 100; // in one batch
const AGAIN = 15000; // milliseconds between attempts
const LOOKS = 250; // milliseconds between looks of the camera
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const box = document.querySelector("[data-scan]");
if (box) start(box, JSON.parse(document.getElementById("scan-roll").textContent));

// The seat that a badge names; the server checks the signature.
function seatOf(code) {
  const [kind, text = ""] = code.toUpperCase().split(":");
  if (kind !== "LSB" || text.length < 26) return null;
  let bits = 0n;
  for (const letter of text.slice(0, 26)) bits = bits * 32n + BigInt(Math.max(0, LETTERS.indexOf(letter)));
  const hex = (bits >> 2n).toString(16).padStart(32, "0");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function start(box, roll) {
  const words = box.dataset;
  const bySeat = new Map(roll.map((one) => [one[0], one]));
  const byCode = new Map(roll.map((one) => [one[2].toUpperCase(), one]));
  const kept = new Kept(words.owner);
  const lines = new Map();
  const seen = new Set();
  const find = (name) => box.querySelector(`[data-${name}]`);
  const input = box.querySelector("#ma");
  let offset = Number(words.now) - Date.now();
  let sent = 0;
  let sending = false;

  const count = () => {
    find("counts").hidden = false;
    find("sent").textContent = sent;
    find("waiting").textContent = kept.scans.size;
  };
  const trouble = (text) => {
    find("trouble").hidden = !text;
    find("trouble").textContent = text;
  };
  const line = (uuid, text, kind) => {
    let item = lines.get(uuid);
    if (!item) {
      item = document.createElement("li");
      find("scanned").prepend(item);
      lines.set(uuid, item);
    }
    item.textContent = text;
    item.className = kind;
  };

  function take(code) {
    const clean = code.trim();
    if (!clean) return;
    const known = bySeat.get(seatOf(clean)) ?? byCode.get(clean.toUpperCase());
    const meeting = box.querySelector("#buoi").value;
    const once = `${meeting}/${known?.[0] ?? clean}`;
    if (seen.has(once)) return trouble(`${known?.[1] ?? clean}: ${words.again}`);
    seen.add(once);
    trouble("");
    const told = Date.now();
    const scan = { uuid: uuid4(), meeting, code: clean, at: told + offset, told };
    kept.put(scan);
    line(scan.uuid, known ? `${known[1]} · ${known[3]} · ${words.kept}` : `${clean}: ${words.strange}`, "waits");
    navigator.vibrate?.(80);
    count();
    if (kept.full) trouble(words.full);
    send();
  }

  async function send() {
    if (sending || !kept.scans.size) return;
    if (navigator.onLine === false) return trouble(words.offline);
    sending = true;
    try {
      while (kept.scans.size && (await batch(kept.first(MOST))));
    } catch {
      trouble(words.offline);
    } finally {
      sending = false;
      count();
    }
  }

  async function batch(scans) {
    const answer = await fetch(words.send, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": box.querySelector("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify({ scans }),
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) return trouble(words.signedOut), false;
    if (!answer.ok) return trouble((await answer.json().catch(() => ({}))).error ?? words.offline), false;
    const told = await answer.json();
    offset = told.now - Date.now();
    for (const one of told.answers) {
      kept.drop(one.uuid);
      sent += 1;
      line(one.uuid, one.text, { refused: "bad", held: "waits" }[one.state] ?? "");
    }
    trouble("");
    return told.answers.length > 0;
  }

  box.addEventListener("submit", (event) => {
    event.preventDefault();
    take(input.value);
    input.value = "";
    input.focus();
  });
  window.addEventListener("online", send);
  setInterval(send, AGAIN);
  watch(box, take, () => trouble(words.cameraOff));
  count();
  send();
}

// The camera, in browsers that read codes themselves; others type what stands on the badge.
function watch(box, take, refused) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const video = box.querySelector("video");
  const button = box.querySelector("[data-camera]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      await video.play();
      video.hidden = false;
      button.hidden = true;
      look(detector, video, take);
    } catch {
      refused();
    }
  });
}

function look(detector, video, take) {
  let last = "";
  setInterval(async () => {
    const found = await detector.detect(video).catch(() => []);
    const code = found[0]?.rawValue ?? "";
    if (code && code !== last) take(code);
    last = code;
  }, LOOKS);
}
