// What every page does: the reading settings, popovers, the contents, the place where one reads, and the
// way into the search.

import "./clean.js"
import "./panel.js"
import "./place.js"
import "./popover.js"
import { load } from "./storage.js"

// On a narrow screen the contents open over the page, on a wide one notes stand beside their passage.

/**
 * @param {string} width
 * @param {() => void} act the first time that the window is so wide
 */
function where(width, act) {
  const query = matchMedia(`(width ${width})`)
  if (query.matches) act()
  else query.addEventListener("change", act, { once: true })
}
where("< 64em", () => import("./contents.js"))
where(">= 80em", () => import("./sidenotes.js"))

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
