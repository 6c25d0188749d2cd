// Reads JSON lines {text} or {unit, times}; answers each with {found, ms}. The module has no
// imports of its own, so it can be loaded from its text, whatever kind of file it is taken for.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const source = readFileSync(process.argv[2], "utf8");
const { check, birthYear } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

for await (const line of createInterface({ input: process.stdin })) {
  const { text, unit, times, year } = JSON.parse(line);
  if (year) {
    console.log(JSON.stringify({ year: birthYear(...year) }));
    continue;
  }
  const typed = text ?? unit.repeat(times);
  const before = performance.now();
  const found = check(typed);
  console.log(JSON.stringify({ found, ms: performance.now() - before }));
}
