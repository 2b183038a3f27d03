// A search query and its address.

import assert from "node:assert/strict"
import test from "node:test"
import { EMPTY, filtersOf, fromAddress, isEmpty, toAddress } from "../../docs/assets/query.js"

const QUERY = { ...EMPTY, q: "wǎngluò & “open”", theme: ["ships", "roads"], part: "VII", kind: "passage" }

test("an address is read as the query that wrote it", () => {
  assert.deepEqual(fromAddress(toAddress(QUERY)), QUERY)
})

test("an empty query has an empty address, and the other way round", () => {
  assert.equal(toAddress(EMPTY), "")
  assert.deepEqual(fromAddress(""), EMPTY)
  assert(isEmpty({ ...EMPTY, q: "  " }))
  assert(!isEmpty({ ...EMPTY, theme: ["ships"] }))
  assert(!isEmpty({ ...EMPTY, collation: "official" }))
})

test("an address says only what is asked, trimmed and in one order", () => {
  const query = fromAddress("?kind=term&nonsense=1&theme=ships&q=+harbour+")
  assert.equal(toAddress(query), "?q=harbour&theme=ships&kind=term")
})

test("filters are what is chosen, but for one facet", () => {
  assert.deepEqual(filtersOf(QUERY), { theme: { all: ["ships", "roads"] }, part: "VII", kind: "passage" })
  assert.deepEqual(filtersOf(QUERY, "part"), { theme: { all: ["ships", "roads"] }, kind: "passage" })
  assert.deepEqual(filtersOf({ ...EMPTY, q: "harbour" }), {})
})
