// Reads JSON lines: {events} are taken in turn by a new outbox; answers the state after each, the
// effects it asked for and its word. {id, response} is judged. {at, ...} asks what is old.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const source = readFileSync(process.argv[2], "utf8");
const outbox = await import(`data:text/javascript,${encodeURIComponent(source)}`);

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.id) {
    console.log(JSON.stringify(outbox.judge(asked.id, asked.response)));
    continue;
  }
  let state = outbox.begin();
  const steps = [];
  for (const event of asked.events) {
    const [next, effects] = outbox.reduce(state, event);
    state = next;
    steps.push({ state, effects, word: outbox.word(state), loses: outbox.loses(state) });
  }
  console.log(JSON.stringify({ steps, old: outbox.old(state, asked.now ?? 0).map(({ id }) => id) }));
}
