// The contents of a text on narrow screens: a bar above the text opens them over the page. Without this
// script, or where the browser has no popovers, it leads to them at the end of the page.

import { element } from "./element.js"

const contents = document.getElementById("contents")
const link = document.querySelector(".bar a")

if (contents && link && "popover" in contents) {
  link.replaceWith(element("button", { type: "button", popovertarget: contents.id }, link.textContent ?? ""))
  contents.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") contents.querySelector("[aria-current]")?.scrollIntoView({ block: "center" })
  })
  const narrow = matchMedia("(width < 64em)")
  const set = () => {
    contents.popover = narrow.matches ? "auto" : null
  }
  narrow.addEventListener("change", set)
  set()
}
