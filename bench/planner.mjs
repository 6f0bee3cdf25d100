// Plans of visits by `planner::visits` and by CP-SAT (OR-tools), side by side: the same invented offices, rules and levels, in one run.
//
//   node bench/planner.mjs INSTANCES-PROGRAM [--seconds S] [--seed N] [DWELLINGSxMEMBERSxDAYS[-sparse|-mixed] …]
//
// INSTANCES-PROGRAM is the example `instances` of engawa-planner. CP-SAT gets S seconds (60) and two threads; OR-tools is installed from
// PyPI into a temporary folder. Prints a table and writes it into bench/latest.json beside the other figures.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = path.dirname(new URL(import.meta.url).pathname);
const [program, ...rest] = process.argv.slice(2);
const option = (name, usual) => { const at = rest.indexOf(name); return at < 0 ? usual : Number(rest.splice(at, 2)[1]); };
const seconds = option('--seconds', 60);
const seed = option('--seed', 1);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engawa-planner-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const python = path.join(folder, 'peer', 'bin', 'python');
execFileSync('python3', ['-m', 'venv', path.join(folder, 'peer')]);
execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'ortools']);
const version = execFileSync(python, ['-c', 'import ortools; print(ortools.__version__)'], { encoding: 'utf8' }).trim();

/** Smaller in the first level in which they differ is better. */
function compared(ours, theirs) {
  const at = ours.findIndex((value, level) => value !== theirs[level]);
  if (at < 0) return 'same';
  return ours[at] < theirs[at] ? 'better' : 'WORSE';
}

const lines = execFileSync(program, [folder, String(seed), ...rest], { encoding: 'utf8' }).trim().split('\n').map((line) => JSON.parse(line));
const rows = [];
for (const ours of lines) {
  const said = execFileSync(python, [path.join(here, 'planner.py'), path.join(folder, `${ours.size}.json`), String(seconds)], { encoding: 'utf8' });
  const theirs = JSON.parse(said);
  rows.push({
    instance: ours.size,
    ours: ours.score.join(' '),
    proven_levels: ours.proven,
    ours_s: Math.round(ours.seconds * 1e5) / 1e5,
    replan_s: Math.round(ours.replan_seconds * 1e4) / 1e4,
    replan_changes: (ours.replan_changes ?? []).join('+'),
    cp_sat: theirs.found ? theirs.score.join(' ') : 'nothing found',
    cp_sat_unproven_from: theirs.proven_before ?? '',
    cp_sat_s: theirs.seconds,
    objective: theirs.found ? compared(ours.score, theirs.score) : 'better',
    cp_sat_to_ours: Math.round(theirs.seconds / ours.seconds),
  });
  console.log(JSON.stringify(rows.at(-1)));
}
console.table(rows.map(({ ours, cp_sat, ...row }) => row));
const latest = path.join(here, 'latest.json');
const before = JSON.parse(fs.readFileSync(latest, 'utf8'));
const planner = { ortools: version, seconds, seed, load_average: os.loadavg().map((load) => Math.round(load * 10) / 10), rows };
fs.writeFileSync(latest, `${JSON.stringify({ ...before, planner }, null, 2)}\n`);
