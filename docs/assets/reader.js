// Cards: a note or a term shows beside its marker, and what can be copied beside a reference, on hover,
// focus and touch. The card can be hovered, stays until it is left, and closes with Escape (WCAG 2.2,
// 1.4.13). Without this script the markers are links to the same words.

import { recall, remember } from "./memory.js"

const SHOW_AFTER = 120
const HIDE_AFTER = 250

const card = document.createElement("aside")
card.className = "card"
card.id = "card"
card.hidden = true

let owner = null
let timer = 0
let touched = false

const MARKERS = "[data-card], [data-ris]"

/** An element with attributes and children; text is never read as HTML. */
function make(name, attributes, ...children) {
  const element = document.createElement(name)
  Object.assign(element, attributes)
  element.append(...children)
  return element
}

/** What the card of a marker shows; nothing if the page does not have it. */
function contentOf(marker) {
  if (marker.dataset.ris) return toolsOf(marker)
  const body = document.getElementById(marker.dataset.card)?.querySelector(".card-body")
  if (!body) return null
  const copy = body.cloneNode(true)
  copy.querySelectorAll(".more").forEach(extra => extra.remove())
  const where = marker.matches(".term") ? "In the glossary" : "At the end of the section"
  return [...copy.childNodes, make("p", {}, make("a", { href: marker.href }, where))]
}

// ---- what can be copied of a passage

const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href

/** The words of a passage without references and markers. */
function wordsOf(passage) {
  const copy = passage.cloneNode(true)
  copy.querySelectorAll(".apparatus").forEach(extra => extra.remove())
  return copy.textContent.replace(/\s+/g, " ").trim()
}

const spokenOf = reference => {
  const copy = reference.cloneNode(true)
  copy.querySelectorAll(".spoken").forEach(extra => extra.remove())
  return copy.textContent.replace(/\s+/g, " ").trim()
}

/** The section's citation in a style, made one of the passage: its reference and its address. */
function citationOf(text, reference, address) {
  const { locator } = text.parentElement.dataset
  const { inText } = text.dataset
  const point = locator ? `, ${locator}, ${canonical}` : `, ${canonical}`
  const entry = text.textContent.includes(point)
    ? text.textContent.replace(point, `, ${reference}, ${address}`)
    : text.textContent.replace(canonical, address)
  const end = locator ? `${locator})` : ")"
  const running = inText && inText.slice(0, -end.length) + (locator ? "" : ", ") + `${reference})`
  return running ? `${entry} ${running}` : entry
}

function toolsOf(marker) {
  const passage = marker.closest(".words")
  const about = marker.closest(".passages").dataset
  const address = new URL(`./#${passage.id}`, new URL(marker.dataset.ris, canonical)).href
  const reference = spokenOf(marker)
  const texts = [...document.querySelectorAll("[data-style]")]
  const said = make("span", { className: "said" })
  said.setAttribute("role", "status")
  const copy = (name, text) => {
    const button = make("button", { type: "button" }, `Copy ${name}`)
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text())
        said.textContent = `The ${name} of ${reference} is copied`
      } catch {
        said.textContent = "This browser does not let the page copy"
      }
    })
    return button
  }
  const quotation = () =>
    `“${wordsOf(passage)}” ${about.speaker}, ${about.title}, ${about.date}, ${reference}. ` +
    `${about.selection ? `${about.selection} ` : ""}${about.edition}, ${address}`
  const tools = [copy("link", () => address), copy("quotation", quotation)]
  if (texts.length) {
    const style = make("select", { ariaLabel: "Style" }, ...texts.map(text =>
      make("option", { value: text.dataset.style }, text.previousElementSibling.textContent)))
    style.value = recall("style") ?? texts[0].dataset.style
    if (!style.value) style.value = texts[0].dataset.style
    style.addEventListener("change", () => remember("style", style.value))
    const chosen = () => texts.find(text => text.dataset.style === style.value)
    tools.push(copy("citation", () => citationOf(chosen(), reference, address)), style)
  }
  tools.push(make("a", { href: marker.dataset.ris, download: "" }, "RIS"))
  return [make("div", { className: "tools" }, ...tools), said]
}

// ---- the card

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
  const content = contentOf(marker)
  if (!content) return
  hide()
  owner = marker
  card.replaceChildren(...content)
  marker.closest(".passage").append(card)
  card.hidden = false
  if (marker.dataset.card) marker.setAttribute("aria-describedby", card.id)
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
  if (!contentOf(marker)) return
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
        !typing(event.target) && recall("slash") !== "off") search(event)
  })
}

// Who comes from search finds the words marked; the address is cleaned, so that it can be cited.

const given = new URLSearchParams(location.search).get("mark")
if (given) {
  history.replaceState(null, "", location.pathname + location.hash)
  import("./marks.js").then(module => module.mark(given))
}
