const FEWEST = 2

/**
 * Fits notes into the column beside a passage. If they are too long they are shortened evenly; what
 * has no room for two lines is left out.
 *
 * @param {{ top: number, lines: number }[]} notes where each would stand, and how long it is
 * @param {number} room the height of the column
 * @param {number} line the height of a line
 * @param {number} gap between notes
 * @returns {{ top: number, lines: number }[]} the same for each note; no lines if it is left out
 */
export function fit(notes, room, line, gap) {
  /** @param {number} most lines a note may have @param {number} count how many notes */
  const height = (most, count) => notes.slice(0, count)
    .reduce((sum, note) => sum + Math.min(note.lines, most) * line + gap, -gap)
  let count = notes.length
  while (count && height(FEWEST, count) > room) count--
  let most = Math.max(0, ...notes.map(note => note.lines))
  while (most > FEWEST && height(most, count) > room) most--
  const placed = notes.map(({ top, lines }, at) => ({ top, lines: at < count ? Math.min(lines, most) : 0 }))
  const column = placed.slice(0, count).sort((one, other) => one.top - other.top)
  let end = 0
  for (const note of column) {
    note.top = Math.max(note.top, end)
    end = note.top + note.lines * line + gap
  }
  let limit = room
  for (const note of column.reverse()) {
    note.top = Math.min(note.top, limit - note.lines * line)
    limit = note.top - gap
  }
  return placed
}
