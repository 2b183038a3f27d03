// Arriving from search: marks the words searched for where one has arrived, until they are dismissed.

import { element } from "./element.js"
import { find } from "./words.js"

/**
 * Marks words in the element that the address leads to, and offers to take the marks away.
 *
 * @param {string} words
 */
export function mark(words) {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!target || !globalThis.Highlight) return
  const ranges = []
  const walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode)
    if (node.parentElement?.closest(".apparatus")) continue
    for (const { start, end } of find(node.data, words)) {
      const range = new Range()
      range.setStart(node, start)
      range.setEnd(node, end)
      ranges.push(range)
    }
  }
  if (!ranges.length) return
  CSS.highlights.set("found", new Highlight(...ranges))
  const button = element("button", { type: "button", class: "unmark" }, "Remove highlights")
  const away = () => {
    CSS.highlights.delete("found")
    button.remove()
    removeEventListener("keydown", escape)
  }
  /** @param {KeyboardEvent} event */
  const escape = event => {
    if (event.key === "Escape" && !document.querySelector(":is(:popover-open, :modal)")) away()
  }
  button.addEventListener("click", away)
  addEventListener("keydown", escape)
  target.after(button)
}
