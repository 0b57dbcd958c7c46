// same_view.mjs LEFT FOUND: compares two folders of views. What both releases show must be equal; a field that only one of
// them has is no difference, but a row is.
import {readFileSync, readdirSync} from 'node:fs';

// They tell how long ago something was, and change while one looks.
const PASSING = /(age_seconds|_last_minute|per_hour|^revision|^at)$/;

function* differences(left, found, path) {
  if (left === null || found === null || typeof left !== 'object' || typeof found !== 'object') {
    if (left !== found) yield `${path}: got ${JSON.stringify(found)}, want ${JSON.stringify(left)}`;
    return;
  }
  if (Array.isArray(left) && left.length !== found.length) {
    yield `${path}: got ${found.length} rows, want ${left.length}`;
    return;
  }
  for (const key of Object.keys(left)) {
    if (PASSING.test(key) || !(key in found)) continue;
    yield* differences(left[key], found[key], `${path}.${key}`);
  }
}

const [left, found] = process.argv.slice(2);
const views = readdirSync(left).sort();
const all = [];
if (views.join() !== readdirSync(found).sort().join()) all.push('the views are not the same');
for (const view of all.length === 0 ? views : []) {
  const read = (folder) => JSON.parse(readFileSync(`${folder}/${view}`, 'utf8'));
  all.push(...differences(read(left), read(found), view));
}
for (const line of all.slice(0, 20)) console.log(line);
process.exit(all.length === 0 ? 0 : 1);
