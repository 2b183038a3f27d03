// Sidenotes: where there is room, each note stands beside its marker, or below the note before it. In the
// document, and for those who hear it, the notes stay at the end; so they do on paper.

const GAP = 14

const text = document.querySelector(".text.has-notes")
const notes = [...document.querySelectorAll(".notes .note")]
const markOf = note => document.getElementById(`${note.id}-mark`)

/** Whether the notes stand beside the text, which the style sheet decides. */
export const beside = () => notes.some(note => getComputedStyle(note).position === "absolute")

function place() {
  const start = text.getBoundingClientRect().top
  let free = 0
  if (beside()) {
    const wanted = notes
      .map(note => ({ note, top: markOf(note).getBoundingClientRect().top - start, height: note.offsetHeight }))
      .sort((one, other) => one.top - other.top)
    for (const { note, top, height } of wanted) {
      const own = Math.max(top, free)
      note.style.setProperty("--top", `${own}px`)
      free = own + height + GAP
    }
  }
  text.style.minHeight = `${free}px`
}

if (notes.length) {
  let width = 0
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== width) place()
    width = contentRect.width
  }).observe(text)
  document.fonts.addEventListener("loadingdone", place)
  document.addEventListener("settings", place)
}
