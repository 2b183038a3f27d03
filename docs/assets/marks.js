// Arriving from search: marks the words searched for where one has arrived, until they are dismissed.

import { element } from "./element.js"

/** Marks `words` in the element that the address leads to, and offers to take the marks away. */
export function mark(words) {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!target || !globalThis.Highlight) return
  const wanted = new Set(words.toLowerCase().split(/\s+/))
  const ranges = []
  const walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.parentElement.closest(".apparatus")) continue
    for (const match of node.data.matchAll(/[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/gu)) {
      if (!wanted.has(match[0].toLowerCase())) continue
      const range = new Range()
      range.setStart(node, match.index)
      range.setEnd(node, match.index + match[0].length)
      ranges.push(range)
    }
  }
  if (!ranges.length) return
  CSS.highlights.set("found", new Highlight(...ranges))
  const button = element("button", { type: "button", class: "unmark" }, "Take the marks away")
  const away = () => {
    CSS.highlights.delete("found")
    button.remove()
    removeEventListener("keydown", escape)
  }
  const escape = event => event.key === "Escape" && away()
  button.addEventListener("click", away)
  addEventListener("keydown", escape)
  target.after(button)
}
