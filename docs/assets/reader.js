// Cards: a note or a term shows beside its marker on hover, focus and touch. The card can be hovered,
// stays until it is left, and closes with Escape (WCAG 2.2, 1.4.13). Without this script the markers
// are links to the same words.

const SHOW_AFTER = 120
const HIDE_AFTER = 250

const card = document.createElement("aside")
card.className = "card"
card.id = "card"
card.hidden = true

let owner = null
let timer = 0
let touched = false

const bodyOf = marker => document.getElementById(marker.dataset.card)?.querySelector(".card-body")

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
  const body = bodyOf(marker)
  if (!body) return
  hide()
  owner = marker
  card.replaceChildren(...body.cloneNode(true).childNodes)
  const more = document.createElement("p")
  const link = document.createElement("a")
  link.href = marker.href
  link.textContent = marker.matches(".term") ? "In the glossary" : "At the end of the section"
  more.append(link)
  card.querySelectorAll(".more").forEach(extra => extra.remove())
  card.append(more)
  marker.closest(".passage").append(card)
  card.hidden = false
  marker.setAttribute("aria-describedby", card.id)
  place(marker)
}

function hide() {
  clearTimeout(timer)
  owner?.removeAttribute("aria-describedby")
  owner = null
  card.hidden = true
}

function later(action, delay) {
  clearTimeout(timer)
  timer = setTimeout(action, delay)
}

const markerOf = event => event.target.closest?.("[data-card]")
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
  if (!bodyOf(marker)) return
  event.preventDefault()
  if (owner === marker) hide()
  else show(marker)
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
        !typing(event.target) && localStorage.getItem("reader.slash") !== "off") search(event)
  })
}

// Who comes from search finds the words marked; the address is cleaned, so that it can be cited.

const given = new URLSearchParams(location.search).get("mark")
if (given) {
  history.replaceState(null, "", location.pathname + location.hash)
  import("./marks.js").then(module => module.mark(given))
}
