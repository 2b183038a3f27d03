// Whatever is selected of passages and copied is their words, a paragraph each: no reference, note
// number or theme, and in HTML nothing but paragraphs. Headings between passages, and descriptions of what
// was omitted, are copied only with what is around passages.

import { words } from "./element.js"

const PASSAGE = ".words, .found blockquote"
const WITHIN = ".passages, .found"
const LEFT_OUT = ".apparatus, .spoken, .printed, .back, nav, .site-head, .site-foot, [popover]"
const SHOWN = "h2, h3, .gap"
const BLOCK = "p, h1, h2, h3, h4, li, dt, dd, blockquote, pre, td, th"

/**
 * The paragraphs of a selection that touches passages: the words of passages, and other text if it
 * begins or ends outside of them. None if it touches no passage.
 *
 * @param {Range} range
 * @returns {{ text: string, language: string, direction: string }[]}
 */
export function paragraphs(range) {
  const whole = elementOf(range.commonAncestorContainer)
  const passages = whole.closest(PASSAGE) ?? whole
  const all = [passages, ...passages.querySelectorAll(BLOCK)]
  const touched = all.filter(one => one.matches(BLOCK) && range.intersectsNode(one))
  const inside = [range.startContainer, range.endContainer].every(end => elementOf(end).closest(WITHIN))
  const wanted = touched.filter(one => one.matches(PASSAGE) ||
    !inside && isLeaf(one) && (one.matches(SHOWN) || !one.closest(WITHIN)))
  if (!wanted.some(one => one.matches(PASSAGE))) return []
  return wanted.map(one => paragraph(one, range)).filter(({ text }) => text)
}

/** @param {Node} node */
const elementOf = node => /** @type {Element} */ (node instanceof Element ? node : node.parentElement)

/** @param {Element} block */
const isLeaf = block => !block.querySelector(BLOCK) && !block.closest(LEFT_OUT)

/**
 * What a selection has of an element.
 *
 * @param {Element} block
 * @param {Range} range
 */
function paragraph(block, range) {
  const part = document.createRange()
  part.selectNodeContents(block)
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset)
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset)
  const own = elementOf(part.commonAncestorContainer)
  const copy = part.cloneContents()
  for (const extra of copy.querySelectorAll(LEFT_OUT)) extra.remove()
  const text = own.closest(LEFT_OUT) ? "" : words(copy)
  const language = /** @type {HTMLElement | null} */ (block.closest("[lang]"))
  return { text, language: language?.lang ?? "", direction: language?.dir ?? "" }
}

addEventListener("copy", event => {
  const selection = getSelection()
  if (!selection?.rangeCount || !event.clipboardData) return
  const found = Array.from({ length: selection.rangeCount }, (_, at) => paragraphs(selection.getRangeAt(at))).flat()
  if (!found.length) return
  const html = document.createElement("div")
  for (const { text, language, direction } of found) {
    const element = document.createElement("p")
    if (language) element.lang = language
    if (direction) element.dir = direction
    element.append(text)
    html.append(element)
  }
  event.clipboardData.setData("text/plain", found.map(({ text }) => text).join("\n\n"))
  event.clipboardData.setData("text/html", html.getHTML())
  event.preventDefault()
})
