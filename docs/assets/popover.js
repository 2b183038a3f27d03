// A popover shows a note or a term beside its marker, on hover, focus and touch. It can be hovered, stays
// until it is left, and closes with Escape (WCAG 2.2, 1.4.13). A note that stands beside the text anyway
// is pointed at instead. Without this script, or where the browser has no popovers, the markers are links
// to the same words. In the same popover a button shows what can be copied of a passage.

import { element } from "./element.js"
import { beside } from "./sidenotes.js"

const SHOW_AFTER = 120
const HIDE_AFTER = 250

const popover = element("div", { class: "popover", id: "popover", popover: "auto" })

/** @type {HTMLElement | null} */
let owner = null
let timer = 0

/** @param {EventTarget | null} target */
const markerOf = target =>
  /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest("[data-popover]") : null)

/** @param {EventTarget | null} target */
const within = target => target instanceof Node && popover.contains(target)

/**
 * The note or term of a marker, if the page has it.
 *
 * @param {HTMLElement} marker
 */
const targetOf = marker => document.getElementById(marker.dataset.popover ?? "")

/**
 * The note of a marker, if it stands beside the text.
 *
 * @param {HTMLElement} marker
 */
const noteBeside = marker => beside() ? targetOf(marker)?.closest(".note") : null

/** @param {HTMLElement} marker */
function contentOf(marker) {
  const body = targetOf(marker)?.querySelector(".popover-body")
  if (!body) return null
  const copy = /** @type {Element} */ (body.cloneNode(true))
  for (const extra of copy.querySelectorAll(".more")) extra.remove()
  const where = marker.matches(".term") ? "Go to the glossary" : "Go to the note"
  const href = marker.getAttribute("href") ?? undefined
  return [...copy.childNodes, element("p", {}, element("a", { href }, where))]
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

/** @param {HTMLElement} marker */
function show(marker) {
  clearTimeout(timer)
  if (marker === owner) return
  hide()
  const note = noteBeside(marker)
  const content = note ? null : contentOf(marker)
  note?.classList.add("pointed")
  if (!content) return
  open(marker, content)
  marker.setAttribute("aria-describedby", popover.id)
}

/**
 * @param {HTMLElement} marker
 * @param {Node[]} content
 */
function open(marker, content) {
  leave()
  owner = marker
  popover.replaceChildren(...content)
  marker.closest(".passage, .found")?.append(popover)
  popover.showPopover({ source: marker })
  place(marker)
}

/** The popover is nobody's. */
function leave() {
  owner?.removeAttribute("aria-describedby")
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
  document.querySelector(".note.pointed")?.classList.remove("pointed")
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
  // The browser fires this after it has given the focus back, which must not show the popover again.
  popover.addEventListener("toggle", ({ newState }) => {
    if (newState !== "open") leave()
  })

  // Citations may come from another page, when the tools of a reference are shown already.
  new ResizeObserver(() => { if (owner) place(owner) }).observe(popover)

  addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch" || owner?.dataset.ris) return
    const marker = markerOf(target)
    if (marker) later(() => show(marker), SHOW_AFTER)
    else if (within(target)) clearTimeout(timer)
    else if (!within(document.activeElement)) later(hide, HIDE_AFTER)
  })

  addEventListener("focusin", ({ target }) => {
    const marker = markerOf(target)
    if (marker?.matches(":focus-visible")) show(marker)
    else if (!marker && !within(target) && target !== owner) hide()
  })

  // The first tap on a marker shows its popover. By the click of the second the browser has closed it.
  /** @type {{ owner: HTMLElement | null } | null} */
  let touch = null
  addEventListener("pointerdown", ({ pointerType }) => {
    touch = pointerType === "touch" ? { owner } : null
  })
  addEventListener("click", event => {
    /** @type {HTMLElement | null} */
    const button = event.target instanceof Element ? event.target.closest("button[data-ris]") : null
    if (button) {
      toggleTools(button)
      return
    }
    const marker = markerOf(event.target)
    if (!marker || !touch || !event.detail || noteBeside(marker)) return
    const wasOpen = touch.owner === marker
    if (!wasOpen) show(marker)
    if (wasOpen || owner === marker) event.preventDefault()
  })
}

if ("popover" in HTMLElement.prototype) listen()
