// The page of a long text that has what an address names.

import assert from "node:assert/strict"
import test from "node:test"
import { pageOf } from "../../docs/assets/paging.js"

const PAGES = [["i", "i-intro"], ["i-2", "iii-10"], ["iii-1", "v"]]

test("passages and notes are on the page of their section", () => {
  assert.equal(pageOf("i-p1", PAGES), 0)
  assert.equal(pageOf("iii-10-p2", PAGES), 1)
  assert.equal(pageOf("iii-1-t2", PAGES), 2)
  assert.equal(pageOf("v", PAGES), 2)
})

test("of two sections whose ids both fit, the longer one has it", () => {
  assert.equal(pageOf("i-2-p1", PAGES), 1)
  assert.equal(pageOf("i-intro-p1", PAGES), 0)
})

test("an id that only begins alike is on no page", () => {
  assert.equal(pageOf("iii-p1", PAGES), -1)
  assert.equal(pageOf("vi-p1", PAGES), -1)
  assert.equal(pageOf("i-p1", []), -1)
})
