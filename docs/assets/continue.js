// Home leads back to where one was (place.js), and nowhere off this site, whatever is kept.

import { spoken } from "./spoken.js"
import { load } from "./storage.js"

const ROOT = new URL("../", import.meta.url).href

const link = /** @type {HTMLAnchorElement} */ (document.querySelector("a.continue"))
const before = link.textContent ?? ""

function lead() {
  link.hidden = true
  try {
    const [address, reference, work] = JSON.parse(load("place") ?? "")
    const { href } = new URL(address, ROOT)
    if (!reference || !href.startsWith(ROOT)) return
    link.href = href
    link.replaceChildren(before, ...spoken(reference), "several" in link.dataset ? `, ${work}` : "")
    link.hidden = false
  } catch {
    // Nothing is kept, or not by this site.
  }
}

addEventListener("pageshow", lead)
document.addEventListener("settings", lead)
lead()
