// A theme in the full text: the passages about it and those that mention it stand out, the others step
// back, and the address says so: ?theme=online-content

const form = document.querySelector(".theme-choice")
const text = form.closest(".text")
const status = form.querySelector("[role=status]")
const passages = [...text.querySelectorAll(".passage")]
const MOST_LINKS = 20

const has = (passage, name, theme) => (passage.dataset[name] ?? "").split(" ").includes(theme)

function link(passage) {
  const reference = passage.querySelector(".ref").cloneNode(true)
  const made = document.createElement("a")
  made.href = `#${passage.querySelector(".words").id}`
  made.append(...reference.childNodes)
  return made
}

function show(theme) {
  const found = []
  for (const passage of passages) {
    const about = Boolean(theme) && has(passage, "about", theme)
    const mentioning = Boolean(theme) && has(passage, "mentions", theme)
    passage.classList.toggle("about", about)
    passage.classList.toggle("mentioning", mentioning)
    if (about || mentioning) found.push(passage)
  }
  text.classList.toggle("with-theme", Boolean(theme))
  status.replaceChildren()
  if (!theme) return
  const number = found.filter(passage => passage.classList.contains("about")).length
  status.append(`${number} about it, ${found.length - number} mention it: `)
  found.slice(0, MOST_LINKS).forEach((passage, at) => status.append(at ? ", " : "", link(passage)))
  if (found.length > MOST_LINKS) status.append(" …")
}

function fromAddress() {
  const asked = new URLSearchParams(location.search).get("theme") ?? ""
  form.theme.value = asked
  if (form.theme.value !== asked) form.theme.value = ""
  show(form.theme.value)
}

form.addEventListener("change", () => {
  const theme = form.theme.value
  history.pushState(null, "", (theme ? `?theme=${theme}` : location.pathname) + location.hash)
  show(theme)
})
form.addEventListener("submit", event => event.preventDefault())
addEventListener("popstate", fromAddress)
fromAddress()
