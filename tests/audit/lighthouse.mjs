// Lighthouse (mobile, its usual throttling) on the main kinds of page, from a host that compresses: the
// median of three runs. Prints a line a page, and what misses its goal; ends with 1 for that. A busy machine
// costs points of performance: those that are missing there are printed, and only many are a failure.
//
//     node tests/audit/lighthouse.mjs SITE REPORT.json [RUNS]

import { launch } from "chrome-launcher"
import compression from "compression"
import lighthouse from "lighthouse"
import { readFileSync, readdirSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import sirv from "sirv"

const [site, report, runs = "3"] = process.argv.slice(2)
const GOALS = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 }
const LEAST_PERFORMANCE = 90
const MOST_KB = { all: 140, "without fonts": 80 }

/** The first work's pages stand for all others. What a search loads is not part of a first load. */
function pages() {
  const corpus = JSON.parse(readFileSync(`${site}/data/corpus.json`, "utf8"))
  const work = corpus.works[0]
  const sections = work.sections.filter(section => section.passages.length)
  return {
    home: "",
    section: `read/${work.id}/${sections[Math.floor(sections.length / 2)].id}/`,
    theme: `themes/${readdirSync(`${site}/themes`).filter(name => !name.includes(".")).sort()[0]}/`,
    glossary: "reference/glossary/",
    "full text": `read/${work.id}/full/`,
    search: "search/",
    "search, with results": "search/?q=internet",
  }
}

const median = numbers => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)]

async function measure(address, port) {
  const options = { port, output: "json", logLevel: "error", onlyCategories: Object.keys(GOALS) }
  const { lhr } = await lighthouse(address, options)
  const failed = Object.values(lhr.audits)
    .filter(({ id, score }) => score === 0 && Object.values(lhr.categories)
      .some(({ auditRefs }) => auditRefs.some(ref => ref.id === id && ref.weight > 0)))
    .map(({ id }) => id)
  const requests = lhr.audits["network-requests"].details.items
  const weigh = items => items.reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0) / 1024
  return {
    ...Object.fromEntries(Object.keys(GOALS).map(name => [name, Math.round(lhr.categories[name].score * 100)])),
    "largest paint ms": Math.round(lhr.audits["largest-contentful-paint"].numericValue),
    "layout shift": Number(lhr.audits["cumulative-layout-shift"].numericValue.toFixed(3)),
    all: weigh(requests),
    "without fonts": weigh(requests.filter(({ resourceType }) => resourceType !== "Font")),
    failed,
  }
}

const zip = compression()
const files = sirv(site, { dev: true })
const server = createServer((request, response) => zip(request, response, () => files(request, response)))
await new Promise(ready => server.listen(0, "127.0.0.1", ready))
const host = `http://127.0.0.1:${server.address().port}/`
const flags = ["--headless", "--disable-gpu", "--disable-background-networking"]
if (process.getuid?.() === 0) flags.push("--no-sandbox")

const found = {}
const missed = []
for (const [name, path] of Object.entries(pages())) {
  const measured = []
  for (let run = 0; run < Number(runs); run++) {
    const chrome = await launch({ chromeFlags: flags })
    measured.push(await measure(host + path, chrome.port))
    await chrome.kill()
  }
  const middle = key => median(measured.map(one => one[key]))
  found[name] = Object.fromEntries(Object.keys(measured[0]).filter(key => key !== "failed").map(key => [key, middle(key)]))
  const failed = [...new Set(measured.flatMap(one => one.failed))]
  const own = found[name]
  console.log(`Lighthouse, ${name}: ${Object.keys(GOALS).map(key => `${key} ${own[key]}`).join(", ")}; ` +
    `largest paint ${own["largest paint ms"]} ms, shift ${own["layout shift"]}, ` +
    `${own.all.toFixed(1)} KB, ${own["without fonts"].toFixed(1)} KB without fonts` +
    (failed.length ? ` (${failed.join(", ")})` : ""))
  for (const [key, goal] of Object.entries(GOALS)) {
    if (own[key] >= goal) continue
    const line = `${name}: ${key} ${own[key]} is below ${goal}`
    if (key === "performance" && own[key] >= LEAST_PERFORMANCE) console.log(line)
    else missed.push(line)
  }
  for (const [key, most] of Object.entries(MOST_KB)) {
    if (!path.includes("?") && own[key] > most) missed.push(`${name}: ${own[key].toFixed(1)} KB (${key}) is more than ${most}`)
  }
}
server.close()
writeFileSync(report, `${JSON.stringify(found, null, 1)}\n`)
missed.forEach(line => console.error(line))
process.exit(missed.length ? 1 : 0)
