// A popover shows a note or a term beside its marker, and what can be copied beside a reference, on
// hover, focus and touch. It can be hovered, stays until it is left, and closes with Escape (WCAG 2.2,
// 1.4.13). A note that stands beside the text anyway is pointed at instead. Without this script, or
// where the browser has no popovers, the markers are links to the same words.

import { element } from "./element.js"
import { beside } from "./sidenotes.js"

const SHOW_AFTER = 120
const HIDE_AFTER = 250

const popover = element("div", { class: "popover", id: "popover", popover: "auto" })

/** @type {HTMLElement | null} */
let owner = null
/** @type {HTMLElement | null} */
let wanted = null
/** The tools of a reference, loaded when one is wanted. @type {typeof import("./copying.js") | null} */
let copying = null
let timer = 0

/** @param {EventTarget | null} target */
const markerOf = target =>
  /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest("[data-popover], [data-ris]") : null)

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

/** Loads the tools of references, and shows them if they are still wanted then. */
function loadTools() {
  import("./copying.js").then(loaded => {
    copying = loaded
    if (wanted?.dataset.ris) show(wanted)
  }, () => {})
  return null
}

/** @param {HTMLElement} marker */
function contentOf(marker) {
  if (marker.dataset.ris) return copying ? copying.toolsOf(marker) : loadTools()
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
  wanted = marker
  const note = noteBeside(marker)
  const content = note ? null : contentOf(marker)
  note?.classList.add("pointed")
  if (!content) return
  owner?.removeAttribute("aria-describedby")
  owner = marker
  popover.replaceChildren(...content)
  marker.closest(".passage, .found")?.append(popover)
  popover.showPopover({ source: marker })
  if (marker.dataset.popover) marker.setAttribute("aria-describedby", popover.id)
  place(marker)
}

function hide() {
  clearTimeout(timer)
  wanted = null
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
    if (newState === "open") return
    owner?.removeAttribute("aria-describedby")
    owner = null
  })

  // Citations may come from another page, when the tools of a reference are shown already.
  new ResizeObserver(() => { if (owner) place(owner) }).observe(popover)

  addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return
    const marker = markerOf(target)
    if (marker) later(() => show(marker), SHOW_AFTER)
    else if (within(target)) clearTimeout(timer)
    else if (!within(document.activeElement)) later(hide, HIDE_AFTER)
  })

  // Who uses the keyboard may be past a reference before its tools are there, unless they are now.
  addEventListener("keydown", loadTools, { once: true })

  addEventListener("focusin", ({ target }) => {
    const marker = markerOf(target)
    if (marker?.matches(":focus-visible")) show(marker)
    else if (!marker && !within(target)) hide()
  })

  // The first tap on a marker shows its popover. By the click of the second the browser has closed it.
  /** @type {{ owner: HTMLElement | null } | null} */
  let touch = null
  addEventListener("pointerdown", ({ pointerType }) => {
    touch = pointerType === "touch" ? { owner } : null
  })
  addEventListener("click", event => {
    const marker = markerOf(event.target)
    if (!marker || !touch || !event.detail || noteBeside(marker)) return
    const wasOpen = touch.owner === marker
    if (!wasOpen) show(marker)
    if (wasOpen || owner === marker) event.preventDefault()
  })
}

if ("popover" in HTMLElement.prototype) listen()
