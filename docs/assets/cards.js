// Cards: a note or a term shows beside its marker, and what can be copied beside a reference, on hover,
// focus and touch. The card can be hovered, stays until it is left, and closes with Escape (WCAG 2.2,
// 1.4.13). A note that stands beside the text anyway is pointed at instead. Without this script the
// markers are links to the same words.

import { toolsOf } from "./copying.js"
import { element } from "./element.js"
import { beside } from "./sidenotes.js"

const SHOW_AFTER = 120
const HIDE_AFTER = 250

const card = element("div", { class: "card", id: "card", hidden: "" })

let owner = null
let timer = 0
let touched = false

const MARKERS = "[data-card], [data-ris]"

/** What the card of a marker shows; nothing if the page does not have it. */
function contentOf(marker) {
  if (marker.dataset.ris) return toolsOf(marker)
  const body = document.getElementById(marker.dataset.card)?.querySelector(".card-body")
  if (!body) return null
  const copy = body.cloneNode(true)
  copy.querySelectorAll(".more").forEach(extra => extra.remove())
  const where = marker.matches(".term") ? "In the glossary" : "At the end of the section"
  return [...copy.childNodes, element("p", {}, element("a", { href: marker.href }, where))]
}

/** The note of a marker, if it stands beside the text. */
function besideOf(marker) {
  return beside() ? document.getElementById(marker.dataset.card)?.closest(".note") : null
}

function place(marker) {
  const frame = card.offsetParent.getBoundingClientRect()
  const mark = marker.getClientRects()[0]
  const room = document.documentElement.clientWidth
  const left = Math.max(8, Math.min(mark.left - 12, room - card.offsetWidth - 8))
  const below = mark.bottom + card.offsetHeight + 12 < innerHeight || mark.top < card.offsetHeight + 70
  card.style.left = `${left - frame.left}px`
  card.style.top = `${(below ? mark.bottom + 6 : mark.top - card.offsetHeight - 6) - frame.top}px`
}

function show(marker) {
  clearTimeout(timer)
  if (owner === marker) return
  const note = besideOf(marker)
  const content = note ? [] : contentOf(marker)
  if (!content) return
  hide()
  owner = marker
  note?.classList.add("pointed")
  if (note) return
  card.replaceChildren(...content)
  marker.closest(".passage").append(card)
  card.hidden = false
  if (marker.dataset.card) marker.setAttribute("aria-describedby", card.id)
  place(marker)
}

function hide() {
  clearTimeout(timer)
  owner?.removeAttribute("aria-describedby")
  document.querySelector(".note.pointed")?.classList.remove("pointed")
  owner = null
  card.hidden = true
}

function later(action, delay) {
  clearTimeout(timer)
  timer = setTimeout(action, delay)
}

const markerOf = event => event.target.closest?.(MARKERS)
const within = node => node instanceof Node && card.contains(node)

addEventListener("pointerover", event => {
  if (event.pointerType === "touch") return
  const marker = markerOf(event)
  if (marker) later(() => show(marker), SHOW_AFTER)
  else if (within(event.target)) clearTimeout(timer)
  else if (owner && !within(document.activeElement)) later(hide, HIDE_AFTER)
})

addEventListener("focusin", event => {
  const marker = markerOf(event)
  if (marker && !touched) show(marker)
  else if (owner && !within(event.target) && event.target !== owner) hide()
})

addEventListener("pointerdown", event => {
  touched = event.pointerType === "touch"
  if (owner && !within(event.target) && markerOf(event) !== owner) hide()
}, true)

addEventListener("click", event => {
  const marker = markerOf(event)
  if (!marker || !touched) return
  touched = false
  if (besideOf(marker) || !contentOf(marker)) return
  event.preventDefault()
  if (owner === marker) hide()
  else show(marker)
})

// The tools of a reference stand behind its paragraph; Tab goes to them and back as if they were next.
addEventListener("keydown", event => {
  if (event.key !== "Tab" || !owner?.dataset.ris) return
  const tools = [...card.querySelectorAll("button, select, a")]
  const at = tools.indexOf(document.activeElement)
  if (document.activeElement === owner && !event.shiftKey) {
    event.preventDefault()
    tools[0].focus()
  } else if (at === 0 && event.shiftKey || at === tools.length - 1 && !event.shiftKey) {
    if (event.shiftKey) event.preventDefault()
    owner.focus()
  }
})

addEventListener("keydown", event => {
  if (event.key !== "Escape" || !owner) return
  const back = owner
  const inside = within(document.activeElement)
  hide()
  if (inside) {
    back.focus()
    hide()
  }
  event.stopPropagation()
}, true)
