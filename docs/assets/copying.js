// What can be copied of a passage: its link, the quotation with all that belongs to it, the citation.
// What is said of a passage is on the page of its section; other pages load that when it is wanted.

import { citation, turned } from "./citation.js"
import { element, textWithout, words } from "./element.js"
import { load, save } from "./storage.js"

/** @type {HTMLLinkElement | null} */
const link = document.querySelector("link[rel=canonical]")
const canonical = link?.href ?? location.href

/** @type {Map<string, Promise<Document>>} */
const pages = new Map()

/**
 * Another page of this site.
 *
 * @param {string} address
 * @returns {Promise<Document>}
 */
function pageAt(address) {
  const known = pages.get(address)
  if (known) return known
  /** @type {Promise<Document>} */
  const page = new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.responseType = "document"
    request.addEventListener("load", () => request.status < 400 && request.response ? resolve(request.response) : reject())
    request.addEventListener("error", () => reject())
    request.open("GET", address)
    request.send()
  })
  page.catch(() => pages.delete(address))
  pages.set(address, page)
  return page
}

/**
 * Puts a text on the clipboard, plain and as HTML; false if the browser does not let us.
 *
 * @param {Promise<HTMLElement>} content
 */
async function write(content) {
  /** @param {string} type @param {(copied: HTMLElement) => string} as */
  const blob = (type, as) => content.then(copied => new Blob([as(copied)], { type }))
  try {
    await navigator.clipboard.write([new ClipboardItem({
      "text/plain": blob("text/plain", copied => [...copied.children].map(words).join("\n\n")),
      "text/html": blob("text/html", copied => copied.getHTML()),
    })])
    return true
  } catch {
    return false
  }
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
 * The tools of a passage.
 *
 * @param {HTMLElement} opener
 */
export function toolsOf(opener) {
  const file = opener.dataset.ris ?? ""
  const whole = /** @type {HTMLElement} */ (opener.closest(".passage, .found"))
  const passage = /** @type {HTMLElement} */ (whole.querySelector(".words, blockquote"))
  const marker = /** @type {HTMLAnchorElement} */ (whole.querySelector(".ref, .found-ref a"))
  const id = marker.hash.slice(1)
  const address = new URL(`./#${id}`, new URL(file, canonical)).href
  const values = { paragraph: id.split("-p").at(-1) ?? "", address }
  const reference = textWithout(marker, ".spoken")
  const home = new URL("./", new URL(file, location.href)).href
  const here = home === location.origin + location.pathname
  const page = here ? Promise.resolve(document) : pageAt(home)

  const status = element("span", { class: "said", role: "status" })
  const shown = element("div", { class: "to-copy", tabindex: "-1", hidden: "" })

  /**
   * @param {string} name
   * @param {() => HTMLElement | Promise<HTMLElement>} make
   */
  const copy = (name, make) => {
    const button = element("button", { type: "button" }, `Copy ${name}`)
    button.addEventListener("click", async () => {
      const content = Promise.resolve(make())
      shown.hidden = await write(content)
      if (shown.hidden) {
        status.textContent = `${name[0].toUpperCase()}${name.slice(1)} copied: ${reference}`
        return
      }
      try {
        shown.replaceChildren(await content)
        shown.focus()
        getSelection()?.selectAllChildren(shown)
        status.textContent = "The browser blocked copying. Copy the selected text yourself."
      } catch {
        shown.hidden = true
        status.textContent = "The text to copy could not be loaded. Reload the page to try again."
      }
    })
    return button
  }

  /** @param {...(Node | string)} content */
  const paragraph = (...content) => element("div", {}, element("p", {}, ...content))

  const quotation = async () => {
    const attribution = (await page).querySelector(".attribution")
    const language = passage.lang ? { lang: passage.lang, dir: passage.dir || undefined } : {}
    const quoted = element("span", language, turned(textWithout(passage, ".apparatus")))
    return paragraph("“", quoted, "” ", ...(attribution ? citation(attribution, values).childNodes : [address]))
  }

  const tools = element("div", { class: "tools", role: "group", "aria-label": `Cite ${reference}` },
    copy("link", () => paragraph(address)), copy("quotation", quotation))

  /** @param {Document} found */
  function offer(found) {
    /** @type {HTMLElement[]} */
    const citations = [...found.querySelectorAll(/** @type {"dd"} */ ("[data-style]"))]
    if (!citations.length) return
    const style = styleField(citations)
    /** @param {string} form */
    const chosen = form => {
      const formatted = citations[style.selectedIndex].querySelector(form)
      return formatted && citation(formatted, values)
    }
    /** @param {string} form */
    const cited = form => () => paragraph(...(chosen(form)?.childNodes ?? []))
    const inText = copy("in-text citation", cited(".in-text"))
    const toggle = () => { inText.hidden = !chosen(".in-text") }
    style.addEventListener("change", toggle)
    toggle()
    tools.lastElementChild?.before(copy("citation", cited(".bibliography")), inText, style)
  }

  tools.append(element("a", { href: file, download: "" }, "Download RIS"))
  if (here) offer(document)
  else page.then(offer, () => { status.textContent = "The citations could not be loaded. Reload the page to try again." })
  return [tools, status, shown]
}
