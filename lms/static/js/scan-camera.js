// The camera reads badges: with the browser's own reader, or with ours where it has none (iPhones, Firefox, most
// desktops). Ours is fetched when the camera is switched on, and lies among the page's kept files.

const LOOKS = 250; // milliseconds between looks
const AGAIN = 3000; // the same badge held still is one scan
const MOST = 800; // pixels of the longer side that our own reader looks at

async function reader() {
  const kinds = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats() : [];
  if (kinds.includes("qr_code")) return new BarcodeDetector({ formats: ["qr_code"] });
  const ours = await import("../vendor/qr-0.7.0/decode.js");
  return new Small(new ours.BarcodeDetector({ formats: ["qr_code"] }));
}

// The whole picture, made small enough for a cheap phone.
class Small {
  constructor(detector) {
    this.detector = detector;
    this.canvas = document.createElement("canvas");
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  detect(video) {
    const scale = Math.min(1, MOST / Math.max(video.videoWidth, video.videoHeight));
    this.canvas.width = Math.round(video.videoWidth * scale);
    this.canvas.height = Math.round(video.videoHeight * scale);
    this.pen.drawImage(video, 0, 0, this.canvas.width, this.canvas.height);
    return this.detector.detect(this.canvas);
  }
}

export function camera(box, take, refused) {
  const button = box.querySelector("[data-camera]");
  if (!navigator.mediaDevices?.getUserMedia) return; // no https: codes are typed
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const video = box.querySelector("video");
      const detector = await reader();
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

async function look(detector, video, take) {
  const seen = { code: "", at: 0 };
  for (;;) {
    const [found] = await detector.detect(video).catch(() => []);
    if (found && (found.rawValue !== seen.code || Date.now() - seen.at > AGAIN)) take(found.rawValue);
    if (found) Object.assign(seen, { code: found.rawValue, at: Date.now() });
    await new Promise((done) => setTimeout(done, LOOKS));
  }
}
