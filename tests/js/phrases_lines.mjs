// Reads JSON lines {text, ...setting}; answers each with what the page reads in it. Without a
// setting the answer is the word lists. argv: the folder of the modules.
import { createInterface } from "node:readline";

const { readActivity } = await import(`${process.argv[2]}/phrases.js`);
const words = await import(`${process.argv[2]}/phrases_words.js`);
const calendar = await import(`${process.argv[2]}/phrases_calendar.js`);
const lists = Object.fromEntries(
  Object.entries({ ...words, ...calendar }).filter(([, value]) => typeof value === "object"),
);

for await (const line of createInterface({ input: process.stdin })) {
  const { text, ...setting } = JSON.parse(line);
  console.log(JSON.stringify(text === undefined ? lists : readActivity(text, setting)));
}
