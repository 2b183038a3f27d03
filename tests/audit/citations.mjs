// Reads every citation file of built sites with citation.js, a library that wrote none of them, and
// expects the same of everything that is cited in RIS, BibTeX and CSL-JSON. Of a chapter's date in RIS
// citation.js keeps the year only (it passes over DA); that the day is there, rispy has seen. Of RIS it
// takes every name apart at the comma, and BibTeX has titles as headlines.

import { Cite } from "@citation-js/core"
import "@citation-js/plugin-bibtex"
import "@citation-js/plugin-csl"
import "@citation-js/plugin-ris"
import { readdirSync, readFileSync } from "node:fs"
import assert from "node:assert/strict"

/** A name as it is inverted, however it was taken apart. */
const named = name => name.literal ?? [
  [name["non-dropping-particle"], name.family].filter(Boolean).join(" "), name.given, name.suffix,
].filter(Boolean).join(", ")

/** What a reference manager would keep of an entry. */
const kept = entry => ({
  title: entry.title.toLowerCase(),
  container: entry["container-title"]?.toLowerCase() ?? "",
  author: (entry.author ?? []).map(named),
  date: entry.issued?.["date-parts"][0].join("-") ?? "",
  keywords: (entry.keyword ?? "").split(/,\s*/).filter(Boolean),
  publisher: entry.publisher,
  address: entry.URL,
})

function read(path) {
  const entries = new Cite(readFileSync(path, "utf8")).data
  for (const entry of entries) assert(!entry.page, `${path}: no locator is a page`)
  return entries.map(kept)
}

function compare(bases) {
  let entries = 0
  for (const base of bases) {
    const [ris, bib, csl] = [".ris", ".bib", ".csl.json"].map(end => read(base + end))
    const years = csl.map((entry, at) => ({ ...entry, date: ris[at]?.date.length === 4 ? entry.date.slice(0, 4) : entry.date }))
    assert.deepEqual(ris, years, `${base}: RIS and CSL-JSON`)
    assert.deepEqual(bib, csl, `${base}: BibTeX and CSL-JSON`)
    entries += csl.length
  }
  return entries
}

const bases = process.argv.slice(2).flatMap(site => readdirSync(site, { recursive: true })
  .filter(name => name.endsWith(".csl.json"))
  .map(name => `${site}/${name.slice(0, -".csl.json".length)}`))
assert(bases.length > 30, "there are citation files")
console.log(`citation.js: ${compare(bases)} entries in ${bases.length} files agree in all formats`)
