// Sidenotes: the context notes of a passage begin beside it, never beside another, without citations. What
// does not fit is shortened or left out; a click opens a note (popover.js).

import { element } from "./element.js"
import { fit } from "./layout.js"

const CONTEXT = ".marker.context a"
const GAP = 10
const NARROWEST = 160

/** @param {HTMLElement} marker */
function sidenote(marker) {
  const id = marker.dataset.popover ?? ""
  const body = /** @type {Element} */ (document.querySelector(`#${CSS.escape(id)} .popover-body`)?.cloneNode(true))
  for (const citation of body.querySelectorAll(".cite")) {
    const before = citation.previousSibling
    if (before instanceof Text) before.data = before.data.trimEnd()
    citation.remove()
  }
  for (const link of body.querySelectorAll("a")) link.replaceWith(...link.childNodes)
  const number = element("b", {}, marker.textContent ?? "")
  const note = element("div", { class: "sidenote", "data-note": id }, number, " ", ...body.childNodes)
  return { marker, note }
}

/** @param {HTMLElement} passage */
function column(passage) {
  const markers = passage.querySelectorAll(/** @type {"a"} */ (CONTEXT))
  const notes = [...markers].map(sidenote)
  const box = element("div", { class: "sidenotes apparatus", "aria-hidden": "true" }, ...notes.map(({ note }) => note))
  passage.append(box)
  return { box, notes }
}

/**
 * Lays out the notes of all passages: first all are measured, then all are placed.
 *
 * @param {ReturnType<typeof column>[]} columns
 */
function place(columns) {
  for (const { notes } of columns) for (const { note } of notes) note.style.removeProperty("--lines")
  const measured = columns.map(({ box, notes }) => {
    const line = parseFloat(getComputedStyle(notes[0].note).lineHeight)
    const { top, width, height } = box.getBoundingClientRect()
    const wanted = notes.map(({ marker, note }) => ({
      top: marker.getBoundingClientRect().top - top,
      lines: Math.round(note.offsetHeight / line),
    }))
    return fit(wanted, width < NARROWEST ? 0 : height, line, GAP)
  })
  measured.forEach((placed, at) => placed.forEach(({ top, lines }, nth) => {
    const { note } = columns[at].notes[nth]
    note.classList.toggle("shown", lines > 0)
    note.style.setProperty("--top", `${top}px`)
    note.style.setProperty("--lines", `${lines}`)
  }))
}

/** @type {NodeListOf<HTMLElement>} */
const passages = document.querySelectorAll(`.passage:has(${CONTEXT})`)
const columns = [...passages].map(column)
const again = new ResizeObserver(() => place(columns))
for (const { box, notes } of columns) for (const one of [box, ...notes.map(({ note }) => note)]) again.observe(one)
