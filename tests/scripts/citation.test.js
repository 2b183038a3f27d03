// A citation made one of a passage, and quotation marks within quotation marks.

import assert from "node:assert/strict"
import { createRequire } from "node:module"
import test from "node:test"
import { citation, turned } from "../../docs/assets/citation.js"

const { parseHTML } = createRequire(new URL("../audit/", import.meta.url))("linkedom")

const VALUES = { paragraph: "2", address: "https://reader.example/v-2/#v-2-p2" }

const formatted = html => parseHTML(`<dl><dt>Style</dt><dd>${html}</dd></dl>`).document.querySelector("dd")

test("paragraph and address of a passage take the places of the section's", () => {
  const section = formatted(
    `Xi, <em>Innovators</em>, V.2<span data-slot="paragraph" data-lead=" ¶"></span>, ` +
    `<span data-slot="address">https://reader.example/v-2/</span>.`)
  assert.equal(citation(section, VALUES).toString(),
    "<dd>Xi, <em>Innovators</em>, V.2 ¶2, https://reader.example/v-2/#v-2-p2.</dd>")
})

test("what leads is written only with a paragraph", () => {
  const work = formatted(`(Xi, 2017<span data-slot="paragraph" data-lead=", para. "></span>)`)
  assert.equal(work.textContent, "(Xi, 2017)")
  assert.equal(citation(work, VALUES).textContent, "(Xi, 2017, para. 2)")
})

test("the citation on the page stays as it is", () => {
  const section = formatted(`<span data-slot="address">here</span>`)
  const before = section.toString()
  citation(section, VALUES)
  assert.equal(section.toString(), before)
})

for (const [words, expected] of [
  ["We say “here”.", "We say ‘here’."],
  ["“One ‘two’ three” four", "‘One “two” three’ four"],
  ["“The people’s ‘army’s way’”", "‘The people’s “army’s way”’"],
  ["It is the people’s.", "It is the people’s."],
  ["‘British’ marks", "‘British’ marks"],
]) {
  test(`inner quotation marks are turned: ${words}`, () => assert.equal(turned(words), expected))
}
