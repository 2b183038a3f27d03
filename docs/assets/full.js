// The full text. A theme in it: the passages about it and those that mention it stand out, the others
// step back, and the address says so: ?theme=online-content. And where the text goes on over pages:
// an address with a passage of another page leads there, as the first page says.

import { element } from "./element.js"

const MOST_LINKS = 20

/** @type {HTMLAnchorElement[]} */
const pages = [...document.querySelectorAll(/** @type {"a"} */ (".pages a"))]

function toItsPage() {
  const wanted = location.hash.slice(1)
  const found = wanted && document.getElementById(wanted)
  const [first] = pages
  const page = found ? found.closest(".elsewhere a") : wanted && first?.ariaCurrent !== "page" && first
  if (page instanceof HTMLAnchorElement) location.replace(new URL(location.search + location.hash, page.href))
}

/**
 * @param {string | undefined} themes separated by spaces
 * @param {string} theme
 */
const has = (themes = "", theme) => themes.split(" ").includes(theme)

/** @param {Element} passage */
function linkTo(passage) {
  const reference = /** @type {Element} */ (passage.querySelector(".ref")).cloneNode(true)
  return element("a", { href: `#${passage.querySelector(".words")?.id}` }, ...reference.childNodes)
}

/**
 * How many passages are about a theme and how many mention it.
 *
 * @param {number} about
 * @param {number} mentioning
 */
function counts(about, mentioning) {
  if (!about && !mentioning) return "no passage is about it or mentions it"
  const passages = `${about} ${about === 1 ? "passage is" : "passages are"} about it`
  const others = `${mentioning} ${about ? "" : mentioning === 1 ? "passage " : "passages "}${mentioning === 1 ? "mentions" : "mention"} it`
  return [about && passages, mentioning && others].filter(Boolean).join(" and ")
}

/** @param {HTMLFormElement} form */
function mountChoice(form) {
  const text = /** @type {HTMLElement} */ (form.closest(".text"))
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"))
  const choice = /** @type {HTMLSelectElement} */ (form.elements.namedItem("theme"))
  /** @type {NodeListOf<HTMLElement>} */
  const passages = text.querySelectorAll(".passage")

  /** @param {string} theme */
  function show(theme) {
    const found = []
    let number = 0
    for (const passage of passages) {
      const about = Boolean(theme) && has(passage.dataset.about, theme)
      const mentioning = Boolean(theme) && has(passage.dataset.mentions, theme)
      passage.classList.toggle("about", about)
      passage.classList.toggle("mentioning", mentioning)
      if (about) number++
      if (about || mentioning) found.push(passage)
    }
    text.classList.toggle("with-theme", Boolean(theme))
    for (const page of pages) page.search = theme && `?theme=${theme}`
    status.replaceChildren()
    if (!theme) return
    const said = counts(number, found.length - number)
    status.append(pages.length ? `On this page, ${said}` : `${said[0].toUpperCase()}${said.slice(1)}`)
    if (found.length) status.append(": ")
    found.slice(0, MOST_LINKS).forEach((passage, at) => status.append(at ? ", " : "", linkTo(passage)))
    if (found.length > MOST_LINKS) status.append(" …")
  }

  async function fromAddress() {
    const theme = new URLSearchParams(location.search).get("theme") ?? ""
    choice.value = theme
    if (choice.selectedIndex < 0) choice.value = ""
    show(choice.value)
    if (choice.value === theme) return
    const { absent } = await import("./absent.js")
    status.append(absent("theme", theme))
  }

  form.addEventListener("change", () => {
    const theme = choice.value
    history.pushState(null, "", (theme ? `?theme=${theme}` : location.pathname) + location.hash)
    show(theme)
  })
  form.addEventListener("submit", event => event.preventDefault())
  addEventListener("popstate", fromAddress)
  fromAddress()
}

addEventListener("hashchange", toItsPage)
toItsPage()

const form = document.querySelector(".theme-choice")
if (form instanceof HTMLFormElement) mountChoice(form)
