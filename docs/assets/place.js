// Where one reads is kept on this device, unless one wishes otherwise, and home leads back to it.

import { spoken, textWithout } from "./element.js"
import { load, save } from "./storage.js"

const ROOT = new URL("../", import.meta.url)

/** @type {HTMLElement[]} */
const passages = [...document.querySelectorAll(/** @type {"p"} */ (".passages .words"))]
/** @type {HTMLAnchorElement | null} */
const way = document.querySelector("a.continue")

/** Keeps the last passage that begins in the upper half of the window. */
function keep() {
  const passage = passages.findLast(one => one.getBoundingClientRect().top < innerHeight / 2) ?? passages[0]
  const reference = passage.querySelector(".ref")
  const work = document.querySelector(".crumbs a")
  if (!reference || !work || load("keep") === "off") return
  const address = `${location.pathname.slice(ROOT.pathname.length)}#${passage.id}`
  save("place", JSON.stringify([address, textWithout(reference, ".spoken"), work.textContent]))
}

/** @param {HTMLAnchorElement} link */
function lead(link) {
  try {
    const [address, reference, work] = JSON.parse(load("place") ?? "[]")
    const target = new URL(address, ROOT)
    if (!reference || !target.href.startsWith(ROOT.href)) return
    link.href = target.href
    link.append(...spoken(reference), "several" in link.dataset ? `, ${work}` : "")
    link.hidden = false
  } catch {
    // Something else stands there.
  }
}

document.addEventListener("settings", () => load("keep") === "off" && save("place", ""))
if (passages.length) addEventListener("visibilitychange", () => document.hidden && keep())
if (way) lead(way)
