// What can be copied of a passage: its link, the quotation with all that belongs to it, the citation.

import { citation } from "./citation.js"
import { element } from "./element.js"
import { load, save } from "./storage.js"

/** @type {HTMLLinkElement | null} */
const link = document.querySelector("link[rel=canonical]")
const canonical = link?.href ?? location.href

/**
 * The text of an element without what a selector matches in it.
 *
 * @param {Element} whole
 * @param {string} selector
 */
function textWithout(whole, selector) {
  const copy = /** @type {Element} */ (whole.cloneNode(true))
  for (const part of copy.querySelectorAll(selector)) part.remove()
  return copy.textContent.replace(/\s+/g, " ").trim()
}

/**
 * A field to choose the style of citations, and how the style is remembered.
 *
 * @param {HTMLElement[]} citations one in each style
 */
function styleField(citations) {
  const field = element("select", { "aria-label": "Citation style" }, ...citations.map(formatted =>
    element("option", { value: formatted.dataset.style }, formatted.previousElementSibling?.textContent ?? "")))
  field.value = load("style") ?? ""
  if (field.selectedIndex < 0) field.selectedIndex = 0
  field.addEventListener("change", () => save("style", field.value))
  return field
}

/**
 * The tools of a reference.
 *
 * @param {HTMLElement} marker
 */
export function toolsOf(marker) {
  const passage = /** @type {HTMLElement} */ (marker.closest(".words"))
  const about = /** @type {HTMLElement} */ (marker.closest(".passages")).dataset
  const file = marker.dataset.ris ?? ""
  const address = new URL(`./#${passage.id}`, new URL(file, canonical)).href
  const reference = textWithout(marker, ".spoken")
  /** @type {HTMLElement[]} */
  const citations = [...document.querySelectorAll(/** @type {"dd"} */ ("[data-style]"))]
  const status = element("span", { class: "said", role: "status" })
  /**
   * @param {string} name
   * @param {() => string} text
   */
  const copy = (name, text) => {
    const button = element("button", { type: "button" }, `Copy ${name}`)
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text())
        status.textContent = `${name[0].toUpperCase()}${name.slice(1)} copied: ${reference}`
      } catch {
        status.textContent = "The browser blocked copying"
      }
    })
    return button
  }
  const quotation = () =>
    `“${textWithout(passage, ".apparatus")}” ${about.speaker}, ${about.title}, ${about.date}, ${reference}. ` +
    `${about.selection ? `${about.selection} ` : ""}${about.version}, ${address}`
  const tools = element("div", { class: "tools" }, copy("link", () => address), copy("quotation", quotation))
  if (citations.length) {
    const style = styleField(citations)
    const chosen = () => citations[style.selectedIndex]
    tools.append(copy("citation", () => citation(chosen(), { reference, address })), style)
  }
  tools.append(element("a", { href: file, download: "" }, "Download RIS"))
  return [tools, status]
}
