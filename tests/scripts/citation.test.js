// A citation in a style, made one of a passage.

import assert from "node:assert/strict"
import { createRequire } from "node:module"
import test from "node:test"
import { citation } from "../../docs/assets/citation.js"

const { parseHTML } = createRequire(new URL("../audit/", import.meta.url))("linkedom")

const VALUES = { reference: "V.2 ¶2", address: "https://reader.example/v-2/#v-2-p2" }

const formatted = html => parseHTML(`<dl><dt>Style</dt><dd data-style="style">${html}</dd></dl>`)
  .document.querySelector("dd")

test("reference and address of a section give way to those of the passage", () => {
  const section = formatted(
    `<span class="bibliography">Xi, “<i>Innovators</i>”,
     <span data-slot="reference">V.2</span>, <span data-slot="address">https://reader.example/v-2/</span>.</span>`)
  assert.equal(citation(section, VALUES), "Xi, “Innovators”, V.2 ¶2, https://reader.example/v-2/#v-2-p2.")
})

test("the in-text form follows the bibliography, though it is hidden", () => {
  const section = formatted(
    `<span class="bibliography">Xi. 2017. <span data-slot="address">https://reader.example/</span>.</span>
     <span class="in-text" hidden>(Xi 2017, <span data-slot="reference">V.2</span>)</span>`)
  assert.equal(citation(section, VALUES), "Xi. 2017. https://reader.example/v-2/#v-2-p2. (Xi 2017, V.2 ¶2)")
})

test("what leads in a reference is written only with it", () => {
  const work = formatted(
    `<span class="bibliography">Xi, <i>Report</i><span data-slot="reference" data-lead=", "></span>.</span>`)
  assert.equal(work.textContent, "Xi, Report.")
  assert.equal(citation(work, VALUES), "Xi, Report, V.2 ¶2.")
})

test("the citation on the page stays as it is", () => {
  const section = formatted(`<span class="bibliography"><span data-slot="reference">V.2</span></span>`)
  const before = section.toString()
  citation(section, VALUES)
  assert.equal(section.toString(), before)
})
