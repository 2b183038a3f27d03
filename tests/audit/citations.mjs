// Reads every citation file of a built site with citation.js, a library that wrote none of them, and
// expects the same of every section and passage in RIS, BibTeX and CSL-JSON. Of a chapter's date in RIS
// citation.js keeps the year only (it passes over DA); that the day is there, rispy has seen.

import { Cite } from "@citation-js/core"
import "@citation-js/plugin-bibtex"
import "@citation-js/plugin-csl"
import "@citation-js/plugin-ris"
import { readdirSync, readFileSync } from "node:fs"
import assert from "node:assert/strict"

const site = process.argv[2]

/** What a reference manager would keep of an entry. */
const kept = entry => ({
  title: entry.title,
  author: entry.author.map(({ family, given }) => `${family}, ${given}`),
  date: entry.issued["date-parts"][0].join("-"),
  locator: entry.page ?? "",
  keywords: (entry.keyword ?? "").split(/,\s*/).filter(Boolean),
  address: entry.URL,
})

const read = path => new Cite(readFileSync(path, "utf8")).data.map(kept)

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

const bases = readdirSync(site, { recursive: true })
  .filter(name => name.endsWith(".csl.json"))
  .map(name => `${site}/${name.slice(0, -".csl.json".length)}`)
assert(bases.length > 30, "there are citation files")
console.log(`citation.js: ${compare(bases)} entries in ${bases.length} files agree in all formats`)
