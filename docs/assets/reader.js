// What every page does: settings, popovers, contents, the place where one reads, the way into the search.

import "./clean.js"
import "./panel.js"
import "./place.js"
import "./popover.js"
import { load } from "./storage.js"

/**
 * @param {string} width
 * @param {() => void} act the first time that the window has this width
 */
function where(width, act) {
  const query = matchMedia(`(width ${width})`)
  if (query.matches) act()
  else query.addEventListener("change", act, { once: true })
}
const contents = document.getElementById("contents")
if (contents) where("< 64em", () => import("./contents.js"))
if (document.querySelector(".marker")) where(">= 80em", () => import("./sidenotes.js"))

/** @type {HTMLElement | null | undefined} */
const here = contents?.querySelector("[aria-current]")
if (here) contents?.scrollTo(0, here.offsetTop - contents.clientHeight / 2)

// Search is loaded when it is asked for; what is typed meanwhile is kept. The button is a link to the
// search page.

/** @type {HTMLAnchorElement | null} */
const button = document.querySelector("a.search-open")
/** @type {string | null} */
let typed = null

/** @param {EventTarget | null} target */
const isField = target =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable]")

if (button && !document.getElementById("search-form")) {
  /** @param {Event} event */
  const search = async event => {
    event.preventDefault()
    typed = ""
    try {
      const { open } = await import("./search-dialog.js")
      open(typed)
    } catch {
      location.href = button.href
    }
    typed = null
  }
  button.addEventListener("click", event => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button) search(event)
  })
  addEventListener("keydown", event => {
    const held = event.ctrlKey || event.metaKey
    if (typed !== null) {
      if (event.key.length === 1 && !held) typed += event.key
    } else if (held ? event.key.toLowerCase() === "k" : event.key === "/" && !event.altKey &&
        !isField(event.target) && load("slash") !== "off") search(event)
  })
}

// Who comes from search finds the words marked; the address is cleaned, so that it can be cited.

const given = new URLSearchParams(location.search).get("mark")
if (given) {
  history.replaceState(null, "", location.pathname + location.hash)
  import("./marks.js").then(module => module.mark(given))
}
