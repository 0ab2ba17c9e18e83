"""What axe does not measure: the product's 44 px for fingers, and that nothing needs sideways scrolling."""

from playwright.sync_api import Page

# WCAG leaves out links within a sentence; a box ticked by its words is as large as its words.
SMALL = """() => [...document.querySelectorAll(
  "a[href], button, summary, select, textarea, input:not([type=hidden])")].filter((one) => {
  const style = getComputedStyle(one), seen = one.checkVisibility({visibilityProperty: true, opacityProperty: true});
  if (!seen || style.display === "inline" || one.closest("video, .visually-hidden, .skip, [aria-hidden=true]")) return false;
  const part = (["checkbox", "radio"].includes(one.type) && (one.closest("label") || one.labels[0])) || one;
  const {width, height} = part.getBoundingClientRect();
  return width && height && (width < 43.5 || height < 43.5);
}).map((one) => {
  const {width, height} = one.getBoundingClientRect();
  return `${one.tagName.toLowerCase()}.${one.className} "${(one.innerText || one.name || "").trim().slice(0, 30)}" `
    + `${Math.round(width)}×${Math.round(height)}`;
})"""


def small_targets(page: Page) -> list[str]:
    """Controls that a thumb misses."""
    return [f"44 px: {one}" for one in page.evaluate(SMALL)]


def runs_over(page: Page) -> list[str]:
    """At 320 CSS px, which is a screen of 1280 px at 400 % (WCAG 2.2, 1.4.10)."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(before)  # type: ignore[arg-type]
    return [f"{wide} px wide at 320 px"] if wide > 320 else []


# A box that scrolls by itself is no loss; one that hides what does not fit is.
CUT = """(width) => {
  const root = document.documentElement;
  root.style.fontSize = "200%";
  const hidden = (one) => {
    const {overflowX, overflowY, display} = getComputedStyle(one);
    const wide = ["hidden", "clip"].includes(overflowX) && one.scrollWidth > one.clientWidth + 1;
    const tall = ["hidden", "clip"].includes(overflowY) && one.scrollHeight > one.clientHeight + 2;
    return display !== "inline" && one.clientWidth > 1 && (wide || tall);
  };
  const cut = [...document.querySelectorAll("body *")]
    .filter((one) => one.innerText?.trim() && one.checkVisibility() && !one.closest(".visually-hidden, .skip"))
    .filter(hidden)
    .map((one) => `${one.tagName.toLowerCase()}.${one.className} "${one.innerText.trim().slice(0, 30)}" is cut`);
  if (root.scrollWidth > width) cut.push(`${root.scrollWidth} px wide at ${width}`);
  root.style.fontSize = "";
  return cut;
}"""


def cut_in_large_letters(page: Page) -> list[str]:
    """With letters twice as large on the same phone, words may wrap but neither vanish nor push the page sideways."""
    width = page.viewport_size["width"]  # type: ignore[index]  # every page of a test has a size
    return [f"large letters: {one}" for one in page.evaluate(CUT, width)]
