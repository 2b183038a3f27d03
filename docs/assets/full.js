// The full text. A theme in it: the passages about it and those that mention it stand out, the others
// step back, and the address says so: ?theme=online-content. And where the text goes on over pages:
// an address with a passage of another page leads there.

import { element } from "./element.js"

const MOST_LINKS = 20

const form = document.querySelector(".theme-choice")
const pages = [...document.querySelectorAll(".pages a")]

function toItsPage() {
  const wanted = location.hash.slice(1)
  if (!wanted || document.getElementById(wanted)) return
  const section = wanted.replace(/-[pnt]\d+$/, "")
  const page = pages.find(link => link.dataset.holds.split(" ").includes(section))
  if (page) location.replace(new URL(location.search + location.hash, page.href))
}

const has = (passage, name, theme) => (passage.dataset[name] ?? "").split(" ").includes(theme)

function link(passage) {
  const reference = passage.querySelector(".ref").cloneNode(true)
  return element("a", { href: `#${passage.querySelector(".words").id}` }, ...reference.childNodes)
}

function show(theme) {
  const text = form.closest(".text")
  const status = form.querySelector("[role=status]")
  const found = []
  for (const passage of text.querySelectorAll(".passage")) {
    const about = Boolean(theme) && has(passage, "about", theme)
    const mentioning = Boolean(theme) && has(passage, "mentions", theme)
    passage.classList.toggle("about", about)
    passage.classList.toggle("mentioning", mentioning)
    if (about || mentioning) found.push(passage)
  }
  text.classList.toggle("with-theme", Boolean(theme))
  for (const page of pages) page.search = theme ? `?theme=${theme}` : ""
  status.replaceChildren()
  if (!theme) return
  const number = found.filter(passage => passage.classList.contains("about")).length
  const where = pages.length ? "On this page " : ""
  status.append(`${where}${number} about it, ${found.length - number} mention it`)
  if (found.length) status.append(": ")
  found.slice(0, MOST_LINKS).forEach((passage, at) => status.append(at ? ", " : "", link(passage)))
  if (found.length > MOST_LINKS) status.append(" …")
}

function fromAddress() {
  const asked = new URLSearchParams(location.search).get("theme") ?? ""
  form.theme.value = asked
  if (form.theme.value !== asked) form.theme.value = ""
  show(form.theme.value)
}

addEventListener("hashchange", toItsPage)
toItsPage()

if (form) {
  form.addEventListener("change", () => {
    const theme = form.theme.value
    history.pushState(null, "", (theme ? `?theme=${theme}` : location.pathname) + location.hash)
    show(theme)
  })
  form.addEventListener("submit", event => event.preventDefault())
  addEventListener("popstate", fromAddress)
  fromAddress()
}
