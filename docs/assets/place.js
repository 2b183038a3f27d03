// The place where one reads is kept on this device, unless one wishes otherwise (continue.js).

import { textWithout } from "./element.js"
import { load, save } from "./storage.js"

const ROOT = new URL("../", import.meta.url).href

/** @type {NodeListOf<HTMLElement>} */
const passages = document.querySelectorAll(".passages .words")

/** Keeps the last passage that begins in the upper half of the window. */
function keep() {
  const passage = [...passages].findLast(one => one.getBoundingClientRect().top < innerHeight / 2) ?? passages[0]
  const labels = [passage.querySelector(".ref"), document.querySelector(".crumbs a")]
    .map(label => label && textWithout(label, ".spoken"))
  const address = `${location.origin}${location.pathname}#${passage.id}`
  if (load("keep") !== "off") save("place", JSON.stringify([address.slice(ROOT.length), ...labels]))
}

document.addEventListener("settings", () => load("keep") === "off" && save("place", ""))
if (passages.length) addEventListener("visibilitychange", () => document.hidden && keep())
