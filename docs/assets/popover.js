// A popover shows a note or a term beside its marker, on hover, click and the Enter key. It can be hovered,
// stays until it is left, and closes with Escape (WCAG 2.2, 1.4.13). Without this script, or where a browser
// has no popovers, markers are links to the same words. In it a button shows what can be copied.

import { element, words } from "./element.js"

const SHOW_AFTER = 120
const HIDE_AFTER = 250

const popover = element("div",
  { class: "popover", id: "popover", popover: "auto", role: "dialog", tabindex: "-1" })

/** @type {HTMLElement | null} */
let owner = null
/** @type {HTMLElement | null} */
let anchor = null
let timer = 0

/**
 * @param {EventTarget | null} target
 * @param {string} selector
 */
const closest = (target, selector) =>
  /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest(selector) : null)

/** @param {EventTarget | null} target */
const markerOf = target => closest(target, "[data-popover]")

/** @param {EventTarget | null} target */
const within = target => target instanceof Node && popover.contains(target)

/**
 * The note or term of a marker, if the page has it.
 *
 * @param {HTMLElement} marker
 */
function contentOf(marker) {
  const whole = document.getElementById(marker.dataset.popover ?? "")
  const body = whole?.querySelector(".popover-body")
  if (!body) return null
  const copy = /** @type {Element} */ (body.cloneNode(true))
  for (const extra of copy.querySelectorAll(".more")) extra.remove()
  const where = marker.matches(".term") ? "Go to the glossary" : "Go to the note"
  const href = marker.getAttribute("href") ?? undefined
  const reference = whole?.querySelector(".note-ref")?.cloneNode(true) ?? ""
  return [reference, ...copy.childNodes, element("p", {}, element("a", { href }, where))]
}

/** @param {HTMLElement} marker */
function place(marker) {
  const mark = marker.getClientRects()[0]
  const { clientWidth: room, clientHeight: height } = document.documentElement
  const left = Math.max(8, Math.min(mark.left - 12, room - popover.offsetWidth - 8))
  const below = mark.bottom + popover.offsetHeight + 12 < innerHeight || mark.top < popover.offsetHeight + 70
  popover.style.left = `${left + scrollX}px`
  popover.style.top = below ? `${mark.bottom + scrollY + 6}px` : "auto"
  popover.style.bottom = below ? "auto" : `${height - mark.top - scrollY + 6}px`
}

/**
 * @param {HTMLElement} marker
 * @param {HTMLElement} [at] what the popover is shown beside
 */
function show(marker, at = marker) {
  if (marker === owner && popover.matches(":popover-open")) return clearTimeout(timer)
  hide()
  const content = contentOf(marker)
  if (content) open(marker, content, at)
}

/**
 * @param {HTMLElement} marker
 * @param {(Node | string)[]} content
 * @param {HTMLElement} [at]
 */
function open(marker, content, at = marker) {
  clearTimeout(timer)
  leave()
  owner = marker
  anchor = at
  popover.setAttribute("aria-label", marker.getAttribute("aria-label") ?? words(marker))
  popover.replaceChildren(...content)
  marker.closest(".passage, .found")?.append(popover)
  popover.showPopover({ source: marker })
  place(at)
}

/** The popover is nobody's. */
function leave() {
  if (owner?.dataset.ris) owner.setAttribute("aria-expanded", "false")
  owner = null
}

/** @param {HTMLElement} button */
async function toggleTools(button) {
  if (owner === button) return hide()
  const { toolsOf } = await import("./copying.js")
  open(button, toolsOf(button))
  button.setAttribute("aria-expanded", "true")
  popover.querySelector("button")?.focus()
}

function hide() {
  clearTimeout(timer)
  popover.hidePopover()
}

/**
 * @param {() => void} action
 * @param {number} delay
 */
function later(action, delay) {
  clearTimeout(timer)
  timer = setTimeout(action, delay)
}

function listen() {
  popover.addEventListener("toggle", ({ newState }) => {
    if (newState !== "open") leave()
  })

  new ResizeObserver(() => { if (owner && anchor) place(anchor) }).observe(popover)

  addEventListener("pointerover", ({ target, pointerType, buttons }) => {
    if (pointerType === "touch" || buttons || owner?.dataset.ris) return
    const marker = markerOf(target)
    if (marker) later(() => show(marker), SHOW_AFTER)
    else if (within(target) || owner && closest(target, ".sidenote") === anchor) clearTimeout(timer)
    else if (!within(document.activeElement)) later(hide, HIDE_AFTER)
  })

  addEventListener("focusin", ({ target }) => {
    if (owner && !within(target) && target !== owner) hide()
  })

  // The browser closes a popover before a click elsewhere, also on its marker: a second tap leaves it closed,
  // a click shows it again.
  /** @type {HTMLElement | null} */
  let tapped = null
  addEventListener("pointerdown", ({ pointerType }) => {
    tapped = pointerType === "touch" ? owner : null
  })
  addEventListener("click", event => {
    const button = closest(event.target, "button[data-ris]")
    if (button) {
      toggleTools(button)
      return
    }
    const note = closest(event.target, ".sidenote")
    const marker = note ? document.getElementById(`${note.dataset.note}-mark`) : markerOf(event.target)
    if (!marker || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (tapped !== marker) show(marker, note ?? marker)
    if (tapped === marker || owner === marker) event.preventDefault()
    if (owner === marker && !event.detail) popover.focus()
  })
}

if ("popover" in HTMLElement.prototype) listen()
