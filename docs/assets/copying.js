// What can be copied of a passage: its link, the quotation with all that belongs to it, the citation.

import { element } from "./element.js"
import { load, save } from "./storage.js"

const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href

/** The words of a passage without references and markers. */
function wordsOf(passage) {
  const copy = passage.cloneNode(true)
  copy.querySelectorAll(".apparatus").forEach(extra => extra.remove())
  return copy.textContent.replace(/\s+/g, " ").trim()
}

const spokenOf = reference => {
  const copy = reference.cloneNode(true)
  copy.querySelectorAll(".spoken").forEach(extra => extra.remove())
  return copy.textContent.replace(/\s+/g, " ").trim()
}

/** The section's citation in a style, made one of the passage: its reference and its address. */
function citationOf(text, reference, address) {
  const { locator } = text.parentElement.dataset
  const { inText } = text.dataset
  const point = locator ? `, ${locator}, ${canonical}` : `, ${canonical}`
  const entry = text.textContent.includes(point)
    ? text.textContent.replace(point, `, ${reference}, ${address}`)
    : text.textContent.replace(canonical, address)
  const end = locator ? `${locator})` : ")"
  const running = inText && inText.slice(0, -end.length) + (locator ? "" : ", ") + `${reference})`
  return running ? `${entry} ${running}` : entry
}

/** The tools of a reference. */
export function toolsOf(marker) {
  const passage = marker.closest(".words")
  const about = marker.closest(".passages").dataset
  const address = new URL(`./#${passage.id}`, new URL(marker.dataset.ris, canonical)).href
  const reference = spokenOf(marker)
  const texts = [...document.querySelectorAll("[data-style]")]
  const said = element("span", { class: "said", role: "status" })
  const copy = (name, text) => {
    const button = element("button", { type: "button" }, `Copy ${name}`)
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text())
        said.textContent = `The ${name} of ${reference} is copied`
      } catch {
        said.textContent = "This browser does not let the page copy"
      }
    })
    return button
  }
  const quotation = () =>
    `“${wordsOf(passage)}” ${about.speaker}, ${about.title}, ${about.date}, ${reference}. ` +
    `${about.selection ? `${about.selection} ` : ""}${about.edition}, ${address}`
  const tools = [copy("link", () => address), copy("quotation", quotation)]
  if (texts.length) {
    const style = element("select", { "aria-label": "Style" }, ...texts.map(text =>
      element("option", { value: text.dataset.style }, text.previousElementSibling.textContent)))
    style.value = load("style") ?? texts[0].dataset.style
    if (!style.value) style.value = texts[0].dataset.style
    style.addEventListener("change", () => save("style", style.value))
    const chosen = () => texts.find(text => text.dataset.style === style.value)
    tools.push(copy("citation", () => citationOf(chosen(), reference, address)), style)
  }
  tools.push(element("a", { href: marker.dataset.ris, download: "" }, "RIS"))
  return [element("div", { class: "tools" }, ...tools), said]
}
