// Sidenotes: where there is room, each note stands beside its marker, or below the note before it. In the
// document, and for those who hear it, the notes stay at the end; so they do on paper.

import { column } from "./layout.js"

const GAP = 14

/** @type {HTMLElement | null} */
const text = document.querySelector(".text.has-notes")
/** @type {NodeListOf<HTMLElement>} */
const notes = document.querySelectorAll(".notes .note")

/** Whether the notes stand beside the text, which the style sheet decides. */
export const beside = () => [...notes].some(note => getComputedStyle(note).position === "absolute")

if (text && notes.length) {
  const place = () => {
    const start = text.getBoundingClientRect().top
    const wanted = beside() ? [...notes].map(note => {
      const marker = /** @type {HTMLElement} */ (document.getElementById(`${note.id}-mark`))
      return { top: marker.getBoundingClientRect().top - start, height: note.offsetHeight }
    }) : []
    const { tops, height } = column(wanted, GAP)
    tops.forEach((top, at) => notes[at].style.setProperty("--top", `${top}px`))
    text.style.minHeight = `${height}px`
  }
  let width = 0
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== width) place()
    width = contentRect.width
  }).observe(text)
  document.fonts.addEventListener("loadingdone", place)
  document.addEventListener("settings", place)
}
