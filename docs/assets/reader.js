// What every page does: the reading settings, cards, sidenotes, and the way into the search.

import "./cards.js"
import { load } from "./storage.js"
import "./panel.js"

// Search is loaded when it is asked for; what is typed meanwhile is kept. The button is a link to the
// search page.

const button = document.querySelector("a.search-open")
const typing = target => target.closest?.("input, textarea, select, [contenteditable]")
let early = null

async function search(event) {
  event.preventDefault()
  early = ""
  try {
    const { open } = await import("./search.js")
    open(early)
  } catch {
    location.href = button.href
  }
  early = null
}

if (button && !document.getElementById("search-form")) {
  button.addEventListener("click", event => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button) search(event)
  })
  addEventListener("keydown", event => {
    const held = event.ctrlKey || event.metaKey
    if (early !== null) {
      if (event.key.length === 1 && !held) early += event.key
    } else if (held ? event.key.toLowerCase() === "k" : event.key === "/" && !event.altKey &&
        !typing(event.target) && load("slash") !== "off") search(event)
  })
}

// Who comes from search finds the words marked; the address is cleaned, so that it can be cited.

const given = new URLSearchParams(location.search).get("mark")
if (given) {
  history.replaceState(null, "", location.pathname + location.hash)
  import("./marks.js").then(module => module.mark(given))
}
